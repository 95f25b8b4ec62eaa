using System.Diagnostics.CodeAnalysis;

namespace CodeAct.Robotics.Tests.Agents.Grammar;

/// <summary>Reads GBNF and tells whether it takes a text, as llama.cpp does: all ways that are open, character by character.</summary>
internal sealed class GbnfMatcher
{
    private readonly Dictionary<string, GbnfRule> _rules = new(StringComparer.Ordinal);
    private readonly Dictionary<(GbnfItem[], int, Way?), Way> _ways = [];

    public GbnfMatcher(string text)
    {
        foreach (string line in text.Split('\n').Where(l => l.Contains(" ::= ", StringComparison.Ordinal)))
        {
            string[] parts = line.Split(" ::= ", 2);
            new GbnfReader(parts[1], Rule).Read(Rule(parts[0]));
        }
    }

    /// <summary>How many characters of the text are taken; one more than it has where it may end there.</summary>
    public int Taken(string text)
    {
        HashSet<Way> open = Expand([Enter(Rule("root").Alternatives[0], 0, null)]);
        for (int i = 0; i < text.Length; i++)
        {
            open = Expand(open.Where(w => w.Item?.Takes(text[i]) == true).Select(w => Enter(w.Items, w.At + 1, w.After)));
            if (open.Count == 0) return i;
        }

        return text.Length + (open.Any(w => w.Item is null) ? 1 : 0);
    }

    /// <summary>The rules that llama.cpp would not take: those that begin with themselves, and those that repeat what may be empty.</summary>
    public IEnumerable<string> Endless() => _rules.Where(r => Begins(r.Value, r.Value, []) || Within(r.Value, []).Any(i => i.Repeated is { } items && items.All(MayBeEmpty))).Select(r => r.Key);

    private static bool MayBeEmpty(GbnfItem item) => item.Rule is { } rule && MayBeEmpty(rule, []);

    private static bool MayBeEmpty(GbnfRule rule, HashSet<GbnfRule> seen) => seen.Add(rule) && rule.Alternatives.Any(a => a.All(i => i.Rule is { } next && MayBeEmpty(next, [.. seen])));

    private static bool Begins(GbnfRule rule, GbnfRule wanted, HashSet<GbnfRule> seen) => seen.Add(rule) && rule.Alternatives
        .SelectMany(a => a.Take(a.TakeWhile(MayBeEmpty).Count() + 1))
        .Any(i => i.Rule is { } next && (next == wanted || Begins(next, wanted, seen)));

    private static IEnumerable<GbnfRule> Within(GbnfRule rule, HashSet<GbnfRule> seen) =>
        !seen.Add(rule) ? [] : rule.Alternatives.SelectMany(a => a).Select(i => i.Rule).OfType<GbnfRule>().SelectMany(r => Within(r, seen)).Prepend(rule);

    private GbnfRule Rule(string name) => _rules.TryGetValue(name, out GbnfRule? rule) ? rule : _rules[name] = new();

    private Way Enter(GbnfItem[] items, int at, Way? after)
    {
        // Ways that have the same future are one.
        if (at == items.Length && after is not null) return after;
        return _ways.TryGetValue((items, at, after), out Way? known) ? known : _ways[(items, at, after)] = new Way(items, at, after);
    }

    private HashSet<Way> Expand(IEnumerable<Way> ways)
    {
        var seen = new HashSet<Way>();
        var left = new Stack<Way>(ways);
        while (left.TryPop(out Way? way))
        {
            if (!seen.Add(way) || way.Item?.Rule is not { } rule) continue;
            Way after = Enter(way.Items, way.At + 1, way.After);
            foreach (GbnfItem[] alternative in rule.Alternatives) left.Push(Enter(alternative, 0, after));
        }

        return seen;
    }

    [SuppressMessage("Design", "MA0048", Justification = "Of the matcher only.")]
    private sealed class Way(GbnfItem[] items, int at, Way? after)
    {
        public GbnfItem[] Items { get; } = items;

        public int At { get; } = at;

        public Way? After { get; } = after;

        public GbnfItem? Item => At < Items.Length ? Items[At] : null;
    }
}
