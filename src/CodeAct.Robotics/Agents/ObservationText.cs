using System.Text;

namespace CodeAct.Robotics.Agents;

/// <summary>Tells the model what happened. The lines and words are those it was trained on (models/README.md).</summary>
public static class ObservationText
{
    /// <summary>The most characters of printed text that a model is shown; the record keeps all.</summary>
    public const int LongestPrint = 2048;

    private const int LongestError = 600;

    /// <summary>Writes the observation of an outcome.</summary>
    /// <param name="outcome">What happened.</param>
    /// <param name="stepsLeft">Replies that the model still has.</param>
    /// <param name="remark">A further line for the model, or null.</param>
    public static string Write(ActionOutcome outcome, int stepsLeft, string? remark = null)
    {
        var text = new StringBuilder();
        ActionResult result = outcome.Result;
        if (Output(result) is { Length: > 0 } output) text.Append("Printed: ").Append(output).Append('\n');
        // As trained: a line number stands where nothing ran; what ran names its device instead, and JSON has the line.
        if (result.Error is { } error) text.Append("Error ").Append(Error(result.Stage == ActionStage.Run ? error with { Line = null } : error)).Append('\n');
        foreach (string note in outcome.Notes) text.Append("Error ").Append(Cut(note, LongestError)).Append('\n');
        if (remark is not null) text.Append(remark).Append('\n');
        if (outcome.Changed.Count > 0)
            text.Append("Changed: ").AppendJoin(", ", outcome.Changed.Select(c => $"{c.Key} {c.Value.From} -> {c.Value.To}")).Append('\n');
        if (result.Error is null && result.Done is null) text.Append("Not finished: call Done(answer) or go on.\n");
        if (result.Stage != ActionStage.Format)
            text.Append("Now: ").AppendJoin(", ", outcome.Readings.Select(r => $"{r.Device.Name} {r.Text}")).Append('\n');
        return text.Append("Steps left: ").Append(stepsLeft).ToString();
    }

    /// <summary>An error as the observation says it, without the word before.</summary>
    public static string Error(ActionError error)
    {
        string line = error.Line is { } number ? $" line {number}" : "";
        return $"{error.Code}{line}: {Cut(error.Message.ReplaceLineEndings(" "), LongestError)}";
    }

    private static string Output(ActionResult result)
    {
        string text = result.Printed.TrimEnd('\n');
        if (result.Returned is { } returned) text = text.Length > 0 ? $"{text}\n{returned}" : returned;
        return Cut(text, LongestPrint);
    }

    private static string Cut(string text, int most) =>
        text.Length <= most ? text : $"{text[..(most / 2)]}… [{text.Length - most} characters cut] …{text[^(most / 2)..]}";
}
