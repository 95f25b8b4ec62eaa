using System.Text.Json;
using CodeAct.Robotics.Agents.Grammar;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Tests.Agents.Grammar;

/// <summary>The grammars of the shipped robots.</summary>
internal static class Grammars
{
    public static readonly ActionGrammar Greenhouse = Of("greenhouse");
    public static readonly ActionGrammar Home = Of("home");
    public static readonly ActionGrammar Workbench = Of("workbench");

    /// <summary>A reply with this code.</summary>
    public static string Reply(string code) => $"Do it.\n```csharp\n{code}\n```";

    /// <summary>What a grammar says to a reply: empty where it takes it whole, else what it took and what it refused.</summary>
    public static string Refusal(ActionGrammar grammar, string reply, DeclaredNames? declared = null)
    {
        if (!grammar.Start(declared).TryAdvance(reply, out ReplyState end, out int refused)) return $"{reply[Math.Max(0, refused - 40)..refused]}▶{reply[refused]}";
        return end.IsEnd ? "" : $"{reply[^Math.Min(40, reply.Length)..]}▶end";
    }

    /// <summary>What the experts reply in the scenarios of the shipped robots.</summary>
    public static IEnumerable<(ActionGrammar Grammar, string Reply)> ExpertReplies()
    {
        foreach (string file in Directory.EnumerateFiles(Checkout.Path("simulators", "scenarios", "expert"), "*.jsonl").Order(StringComparer.Ordinal))
        {
            string name = Path.GetFileName(file);
            ActionGrammar grammar = name.StartsWith("greenhouse", StringComparison.Ordinal) ? Greenhouse : name.StartsWith("home", StringComparison.Ordinal) ? Home : Workbench;
            foreach (string line in File.ReadLines(file).Where(l => l.Length > 0))
            {
                using var json = JsonDocument.Parse(line);
                yield return (grammar, json.RootElement.GetProperty("reply").GetString()!);
            }
        }
    }

    private static ActionGrammar Of(string robot) => new(ManifestReader.Read(Checkout.Path("hardware", "robots", robot + ".yaml")));
}
