using System.Globalization;
using CodeAct.Robotics.Evaluation.Attacks;
using CodeAct.Robotics.Sandbox.Worker;

namespace CodeAct.Robotics.Attacks;

/// <summary>Every program against each layer alone and against all, as a Markdown table: how many were held.</summary>
internal static class Matrix
{
    public static async Task WriteAsync(TextWriter to)
    {
        IReadOnlyList<AttackProgram> programs = [.. Suite.Attacks.Where(p => p.Expected != AttackOutcome.Allowed)];
        var columns = new List<(string Name, Dictionary<string, bool> Held)>();
        foreach ((string name, CheckSet checks) in (IEnumerable<(string, CheckSet)>)[.. Suite.Layers, ("all", CheckSet.All)])
        {
            await Console.Error.WriteLineAsync($"{name}…");
            columns.Add((name, (await LayeredSandbox.RunAsync(programs, checks)).ToDictionary(r => r.Program.Id, r => r.Held)));
        }

        await to.WriteLineAsync($"| names | programs | {string.Join(" | ", columns.Select(c => c.Name))} |");
        await to.WriteLineAsync($"| --- | --: | {string.Join(" | ", columns.Select(_ => "--:"))} |");
        foreach (var group in programs.GroupBy(p => p.Layer ?? "none").OrderBy(g => g.Key, StringComparer.Ordinal))
            await to.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"| {group.Key} | {group.Count()} | {string.Join(" | ", columns.Select(c => group.Count(p => c.Held[p.Id])))} |"));
    }
}
