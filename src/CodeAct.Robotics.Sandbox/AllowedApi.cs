using System.Globalization;
using System.Text;
using CodeAct.Robotics.Sandbox.Worker.Analysis;

namespace CodeAct.Robotics.Sandbox;

/// <summary>A type that code may use.</summary>
/// <param name="Name">Its full name, with <c>`N</c> for N type parameters.</param>
/// <param name="Members">Its members by name: all of them (<c>*</c>), all but some, some, or none.</param>
public sealed record AllowedType(string Name, string Members);

/// <summary>Types that are allowed for one reason.</summary>
/// <param name="Reason">What they are, and why they do no harm.</param>
/// <param name="Types">In the order of the file.</param>
public sealed record AllowedGroup(string Reason, IReadOnlyList<AllowedType> Types);

/// <summary>What an action's code may use beside the robot's devices, read from the file that the analysis itself reads.</summary>
public static class AllowedApi
{
    /// <summary>The allowed types by group.</summary>
    public static IReadOnlyList<AllowedGroup> Groups { get; } = ReadGroups();

    /// <summary>What is refused by name, and what to use instead.</summary>
    public static IReadOnlyList<(string Refused, string Instead)> Hints { get; } =
        [.. Section("[instead]").Select(l => l.Split(" -> ", 2)).Select(p => (p[0], p[1]))];

    /// <summary>Features of the language that are refused, each with what to write instead.</summary>
    public static IReadOnlyList<string> RefusedLanguage { get; } = [.. LanguageRules.Refused.Values.Distinct()];

    /// <summary>All of it as a page of documentation.</summary>
    public static string ToMarkdown()
    {
        var page = new StringBuilder("""
            # What an action's code may use

            Made by `codeact describe --allowed` from the list that the sandbox's analysis reads. What is not here is refused. The robot's devices, the always-there names and the code's own types are always allowed. `*` is all members of a type.

            """);
        foreach (AllowedGroup group in Groups)
        {
            page.Append($"\n## {group.Reason}\n\n| type | members |\n| --- | --- |\n");
            foreach (AllowedType type in group.Types) page.Append($"| {Code(type.Name)} | {(type.Members.Length == 0 ? "the type alone" : type.Members.Replace("*", "\\*", StringComparison.Ordinal))} |\n");
        }
        page.Append("\n## What to use instead\n\n| refused | instead |\n| --- | --- |\n");
        foreach ((string refused, string instead) in Hints) page.Append($"| {Code(refused)} | {instead} |\n");
        page.Append("\n## Language\n\n");
        foreach (string rule in RefusedLanguage) page.Append($"* {rule}\n");
        return page.ToString();
    }

    // As C# writes it: List`1 is List<T>.
    private static string Code(string name)
    {
        int tick = name.IndexOf('`', StringComparison.Ordinal);
        if (tick < 0) return $"`{name}`";
        int count = int.Parse(name[(tick + 1)..], CultureInfo.InvariantCulture);
        return $"`{name[..tick]}<{(count == 1 ? "T" : string.Join(", ", Enumerable.Range(1, count).Select(i => $"T{i}")))}>`";
    }

    private static List<AllowedGroup> ReadGroups()
    {
        var groups = new List<AllowedGroup>();
        var types = new List<AllowedType>();
        foreach (string line in Section(""))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                types = [];
                groups.Add(new AllowedGroup(line[3..], types));
            }
            else if (line[0] != '#')
            {
                int colon = line.IndexOf(':', StringComparison.Ordinal);
                types.Add(new AllowedType(line[..colon], line[(colon + 1)..].Trim()));
            }
        }
        return groups;
    }

    private static IEnumerable<string> Section(string name)
    {
        string section = "";
        foreach (string line in AllowList.Lines())
        {
            if (line[0] == '[') section = line;
            else if (section == name && (name.Length == 0 || line[0] != '#')) yield return line;
        }
    }
}
