namespace CodeAct.Robotics.Agents.Grammar;

/// <summary>A set of names by their first letters: a name being typed is one node.</summary>
internal sealed class NameTrie
{
    private readonly Dictionary<char, NameTrie> _next = [];

    private NameTrie() { }

    /// <summary>True where a name ends here.</summary>
    public bool IsName { get; private set; }

    /// <summary>True for the beginning of a set without names.</summary>
    public bool IsEmpty => !IsName && _next.Count == 0;

    /// <summary>The set of these names.</summary>
    public static NameTrie Of(params IEnumerable<string> names)
    {
        var root = new NameTrie();
        foreach (string name in names)
        {
            NameTrie node = root;
            foreach (char c in name) node = node._next.TryGetValue(c, out NameTrie? next) ? next : node._next[c] = new NameTrie();
            node.IsName = true;
        }

        return root;
    }

    /// <summary>True where this is a name of the set.</summary>
    public bool Contains(string name)
    {
        NameTrie? node = this;
        foreach (char c in name) node = node?.Next(c);
        return node is { IsName: true };
    }

    /// <summary>The names that go on with this letter, or null.</summary>
    public NameTrie? Next(char c) => _next.GetValueOrDefault(c);
}
