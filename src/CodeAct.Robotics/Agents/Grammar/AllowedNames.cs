using System.Reflection;

namespace CodeAct.Robotics.Agents.Grammar;

/// <summary>The names of the sandbox's allow-list: its types, and their members. Without the robot's own.</summary>
internal sealed class AllowedNames
{
    // Where the listed types live; the last forwards to the rest.
    private static readonly string[] Assemblies = ["System.Private.CoreLib", "System.Collections", "System.Linq", "System.Runtime"];
    private readonly Dictionary<string, HashSet<string>> _types = [];

    /// <summary>The list of this program.</summary>
    public static readonly AllowedNames Default = Load();

    private AllowedNames(IEnumerable<string> lines)
    {
        Assembly[] assemblies = [.. Assemblies.Select(Assembly.Load)];
        foreach (string line in lines.Select(l => l.Trim()).TakeWhile(l => l != "[compiler]").Where(l => l.Length > 0 && l[0] != '#'))
        {
            string type = line[..line.IndexOf(':')];
            if (type == "System.Void") continue;
            HashSet<string> members = Members(line[(line.IndexOf(':') + 1)..].Trim(), () => assemblies.Select(a => a.GetType(type)).First(t => t is not null)!);
            if (!_types.TryGetValue(Simple(type), out HashSet<string>? known)) _types[Simple(type)] = members;
            else known.UnionWith(members);
        }

        // The sandbox's own console, which prints into the observation.
        _types["Console"] = ["Write", "WriteLine"];
    }

    /// <summary>The types by their plain names, each with its members.</summary>
    public IReadOnlyDictionary<string, HashSet<string>> Types => _types;

    /// <summary>All members of all of them.</summary>
    public IEnumerable<string> Members() => _types.Values.SelectMany(m => m).Distinct();

    private static string Simple(string type)
    {
        string name = type[(type.LastIndexOfAny(['.', '+']) + 1)..];
        int tick = name.IndexOf('`');
        return tick < 0 ? name : name[..tick];
    }

    private static HashSet<string> Members(string text, Func<Type> type)
    {
        string[] named = text.TrimStart('*').Replace("except", "", StringComparison.Ordinal).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (!text.StartsWith('*')) return [.. named.Where(n => n != ".ctor")];
        const BindingFlags Own = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        return [.. type().GetMembers(Own).Where(IsNamed).Select(m => m.Name.Split('`')[0]).Except(named)];
    }

    private static bool IsNamed(MemberInfo member) =>
        member is not ConstructorInfo and not MethodBase { IsSpecialName: true } && member.Name[0] != '<' && !member.Name.Contains('.', StringComparison.Ordinal);

    private static AllowedNames Load()
    {
        using Stream stream = typeof(AllowedNames).Assembly.GetManifestResourceStream("Allowed.txt")!;
        using var reader = new StreamReader(stream);
        return new AllowedNames(reader.ReadToEnd().Split('\n'));
    }
}
