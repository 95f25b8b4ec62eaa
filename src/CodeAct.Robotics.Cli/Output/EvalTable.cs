using CodeAct.Robotics.Evaluation;
using Spectre.Console;

namespace CodeAct.Robotics.Cli;

/// <summary>The table of an evaluation, a row as each scenario ends.</summary>
internal sealed class EvalTable(IAnsiConsole console, IReadOnlyList<Scenario> scenarios)
{
    private readonly int _width = scenarios.Count == 0 ? 8 : Math.Min(44, scenarios.Max(s => s.Id.Length));
    private int _row;
    private int _passed;

    public void Add(ScenarioResult result)
    {
        _row++;
        if (result.Passed) _passed++;
        string mark = result.Passed ? "[green]pass[/]" : "[red]fail[/]";
        string text = result.Passed ? result.Summary.Answer ?? "" : result.Why ?? "";
        text = text.ReplaceLineEndings(" ");
        int room = Math.Max(30, console.Profile.Width - _width - 28);
        if (text.Length > room) text = text[..(room - 1)] + "…";
        console.MarkupLine($"{_row,3}/{scenarios.Count} {mark} {result.Scenario.Id.PadRight(_width)} {result.Summary.Turns} {(result.Summary.Turns == 1 ? "turn " : "turns")} {result.Summary.Seconds,5:0.0} s  [grey]{Markup.Escape(text)}[/]");
    }

    public void End(EvalTotals totals, string model)
    {
        console.WriteLine();
        console.MarkupLine($"[bold]{_passed} of {totals.Total} passed[/] ({100.0 * totals.Passed / Math.Max(1, totals.Total):0.#} %), {totals.Unsafe} unsafe, {totals.Turns} turns, {totals.Seconds:0.0} s");
        console.MarkupLine($"[grey]{Markup.Escape(model)}[/]");
    }
}
