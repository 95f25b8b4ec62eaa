using System.Globalization;
using CodeAct.Robotics.Agents;
using CodeAct.Robotics.Safety;
using Spectre.Console;

namespace CodeAct.Robotics.Cli;

/// <summary>Shows a task to a person while it happens.</summary>
internal sealed class LiveObserver(IAnsiConsole console) : IAgentObserver
{
    private readonly ReplyPrinter _printer = new(console);
    private bool _hadError;

    public void OnTask(TaskStart start)
    {
        console.MarkupLine($"[bold]── {Markup.Escape(start.Robot)} ──[/]");
        console.MarkupLine($"[bold]Task[/]  {Markup.Escape(start.Task)}");
        console.MarkupLine($"[grey]{Markup.Escape($"{start.Model}, backend {start.Backend}, seed {start.Seed}")}[/]");
    }

    public void OnTurn(int turn)
    {
        console.WriteLine();
        console.MarkupLine(_hadError ? $"[bold yellow]Step {turn}: correcting[/]" : $"[bold]Step {turn}[/]");
    }

    public void OnText(string text) => _printer.Write(text);

    public void OnReply(ModelReply reply, ActionSource source) => _printer.End();

    public void OnTurnEnd(TurnRecord turn)
    {
        ActionOutcome outcome = turn.Outcome;
        _hadError = outcome.Result.Error is not null;
        if (turn.Commands.Count > 0) Line("moved", Commands(turn.Commands));
        if (Output(outcome) is { Length: > 0 } output) Line("printed", output);
        foreach (PlotData plot in outcome.Plots) Line("plot", $"{plot.Name} {Sparkline.Of(plot.Values)}");
        if (outcome.Result.Error is { } error) Line("error", ObservationText.Error(error), "red");
        foreach (string note in outcome.Notes) Line("note", note, "yellow");
        if (outcome.Changed.Count > 0) Line("changed", string.Join(", ", outcome.Changed.Select(c => $"{c.Key} {c.Value.From} → {c.Value.To}")));
        if (outcome.Result.Stage != ActionStage.Format) Line("now", string.Join(", ", outcome.Readings.Select(r => $"{r.Device.Name} {r.Text}")), "grey");
        Line("took", Cost(turn), "grey");
    }

    public void OnEnd(TaskSummary summary)
    {
        console.WriteLine();
        (string colour, string word) = summary.Status switch
        {
            TaskOutcome.Done => ("green", "Done"),
            TaskOutcome.Refused => ("yellow", "Refused"),
            TaskOutcome.Cancelled => ("yellow", "Cancelled"),
            _ => ("red", "Failed"),
        };
        string text = summary.Answer ?? summary.Why ?? "";
        console.MarkupLine($"[bold {colour}]{word}[/]  {Markup.Escape(text)}");
        console.MarkupLine($"[grey]{summary.Turns} {(summary.Turns == 1 ? "step" : "steps")}, {summary.Tokens} tokens, {summary.Seconds.ToString("0.0", CultureInfo.InvariantCulture)} s[/]");
    }

    private static string Output(ActionOutcome outcome)
    {
        string text = outcome.Result.Printed.TrimEnd('\n');
        if (outcome.Result.Returned is { } returned) text = text.Length > 0 ? $"{text}\n{returned}" : returned;
        return text.Length > 600 ? $"{text[..600]}…" : text;
    }

    // Runs of the same command read better counted.
    private static string Commands(IReadOnlyList<TracedCommand> commands)
    {
        var parts = new List<(string Text, int Count)>();
        foreach (TracedCommand command in commands)
        {
            string text = command.Refused is null ? command.ToString() : $"{command} refused";
            if (parts.Count > 0 && parts[^1].Text == text) parts[^1] = (text, parts[^1].Count + 1);
            else parts.Add((text, 1));
        }

        IEnumerable<string> shown = parts.Take(12).Select(p => p.Count > 1 ? $"{p.Text} ×{p.Count}" : p.Text);
        return string.Join(", ", shown) + (parts.Count > 12 ? $", … {parts.Count - 12} more" : "");
    }

    private static string Cost(TurnRecord turn)
    {
        double decode = turn.Reply.Seconds - turn.Reply.FirstTokenSeconds;
        string rate = turn.Reply.OutputTokens > 1 && decode > 0 ? $", {(turn.Reply.OutputTokens - 1) / decode:0} tokens/s" : "";
        string robot = turn.Outcome.RobotSeconds >= 0.1 ? $", {turn.Outcome.RobotSeconds:0.#} s of the robot's time" : "";
        return $"{turn.Reply.OutputTokens} tokens in {turn.Reply.Seconds:0.0} s{rate}; ran {turn.Outcome.Result.ElapsedMs:0} ms{robot}";
    }

    private void Line(string label, string text, string? colour = null)
    {
        string[] lines = text.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            string body = colour is null ? Markup.Escape(lines[i]) : $"[{colour}]{Markup.Escape(lines[i])}[/]";
            console.MarkupLine($"  [grey]{(i == 0 ? label : "").PadRight(8)}[/]{body}");
        }
    }
}
