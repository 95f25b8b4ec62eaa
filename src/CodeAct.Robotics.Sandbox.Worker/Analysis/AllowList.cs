using System.Collections.Frozen;

namespace CodeAct.Robotics.Sandbox.Worker.Analysis;

/// <summary>The types and members that code may use, as the file Allowed.txt lists them; deny by default.</summary>
internal sealed class AllowList
{
    /// <summary>The list of this program.</summary>
    public static readonly AllowList Default = new(Lines());

    private readonly FrozenDictionary<string, Members> _types;
    private readonly FrozenSet<string> _compiler;
    private readonly FrozenDictionary<string, string> _instead;

    private AllowList(IEnumerable<string> lines)
    {
        var types = new Dictionary<string, Members>();
        var compiler = new HashSet<string>();
        var instead = new Dictionary<string, string>();
        string section = "";
        foreach (string line in lines.Where(l => l[0] != '#'))
        {
            if (line[0] == '[') section = line;
            else if (section == "[compiler]") compiler.Add(line);
            else if (section == "[instead]") instead.Add(line[..line.IndexOf(" -> ", StringComparison.Ordinal)], line[(line.IndexOf(" -> ", StringComparison.Ordinal) + 4)..]);
            else types.Add(line[..line.IndexOf(':')], Members.Parse(line[(line.IndexOf(':') + 1)..].Trim()));
        }
        _types = types.ToFrozenDictionary();
        _compiler = compiler.ToFrozenSet();
        _instead = instead.ToFrozenDictionary();
    }

    /// <summary>The lines of the file that have something, comments and headings included.</summary>
    public static IEnumerable<string> Lines()
    {
        using Stream stream = typeof(AllowList).Assembly.GetManifestResourceStream("Allowed.txt")!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0)];
    }

    /// <summary>Whether a type may be named or stand behind an expression.</summary>
    /// <param name="type">Its full metadata name; nested types after a plus.</param>
    public bool AllowsType(string type) => Find(type) is not null;

    /// <summary>Whether a member may be used.</summary>
    public bool AllowsMember(string type, string member) =>
        Find(type) is { } members && (member.StartsWith("op_", StringComparison.Ordinal) || members.Allow(member));

    /// <summary>Whether the compiler itself may refer to the type.</summary>
    public bool IsCompilers(string type) => _compiler.Contains(type);

    /// <summary>What to use instead of something refused, or null.</summary>
    public string? Instead(string fullName)
    {
        for (string name = fullName; name.Length > 0;)
        {
            if (_instead.TryGetValue(name, out string? hint)) return hint;
            int dot = name.LastIndexOfAny(['.', '+']);
            name = dot < 0 ? "" : name[..dot];
        }
        return null;
    }

    /// <summary>A refused type that code may mean by a bare name which is not in scope, such as Thread; or null.</summary>
    public string? RefusedBySimpleName(string name) =>
        _instead.Keys.FirstOrDefault(k => k.EndsWith("." + name, StringComparison.Ordinal) && !k.StartsWith("CodeAct", StringComparison.Ordinal)) ?? WellKnown(name);

    /// <summary>The sentence of a refusal.</summary>
    public string Message(string fullName)
    {
        int tick = fullName.IndexOf('`');
        string shown = (tick < 0 ? fullName : fullName[..tick]).Replace('+', '.');
        return Instead(fullName) is { } hint ? $"{shown} is not allowed; {hint}." : $"{shown} is not allowed.";
    }

    private static string? WellKnown(string name) => name switch
    {
        "File" or "Directory" or "Path" or "StreamReader" or "StreamWriter" or "FileStream" => "System.IO." + name,
        "HttpClient" => "System.Net.Http." + name,
        "Socket" or "TcpClient" or "UdpClient" => "System.Net.Sockets." + name,
        "Regex" => "System.Text.RegularExpressions." + name,
        "JsonSerializer" => "System.Text.Json." + name,
        "Debug" or "Trace" => "System.Diagnostics." + name,
        _ => null,
    };

    private Members? Find(string type)
    {
        if (_types.TryGetValue(type, out Members? members)) return members;
        int plus = type.LastIndexOf('+');
        return plus > 0 && Find(type[..plus]) is { All: true } outer ? outer with { Names = Members.None } : null;
    }

    private sealed record Members(bool All, FrozenSet<string> Names)
    {
        public static readonly FrozenSet<string> None = FrozenSet<string>.Empty;

        public bool Allow(string member) => All != Names.Contains(member);

        public static Members Parse(string text)
        {
            bool all = text.StartsWith('*');
            if (all) text = text.Length == 1 ? "" : text[(text.IndexOf("except", StringComparison.Ordinal) + 6)..];
            return new(all, text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToFrozenSet());
        }
    }
}
