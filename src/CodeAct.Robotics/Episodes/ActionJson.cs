using System.Text.Json.Nodes;
using CodeAct.Robotics.Agents;
using CodeAct.Robotics.Safety;

namespace CodeAct.Robotics.Episodes;

/// <summary>The JSON of actions, turns and summaries: the same in exec, run, episodes and over MQTT.</summary>
public static class ActionJson
{
    /// <summary>One action, as <c>exec --json</c> prints it.</summary>
    public static JsonObject Of(ActionOutcome outcome)
    {
        ActionResult result = outcome.Result;
        var json = new JsonObject
        {
            ["ok"] = outcome.Ok,
            ["stage"] = result.Stage.ToString().ToLowerInvariant(),
            ["error"] = result.Error is { } error ? Of(error) : null,
            ["printed"] = result.Printed,
            ["returned"] = result.Returned,
            ["done"] = result.Done is { } done ? new JsonObject { ["ok"] = done.Ok, ["answer"] = done.Answer } : null,
            ["deviceCalls"] = result.DeviceCalls,
            ["elapsedMs"] = Math.Round(result.ElapsedMs, 2),
            ["changed"] = new JsonObject(outcome.Changed.Select(c => KeyValuePair.Create<string, JsonNode?>(
                c.Key, new JsonObject { ["from"] = c.Value.From, ["to"] = c.Value.To }))),
            ["readings"] = new JsonObject(outcome.Readings.Select(r => KeyValuePair.Create<string, JsonNode?>(r.Device.Name, Of(r)))),
        };
        if (outcome.Notes.Count > 0) json["notes"] = new JsonArray([.. outcome.Notes.Select(n => (JsonNode)n)]);
        if (outcome.Twin is { } twin) json["twin"] = twin;
        if (outcome.Plots.Count > 0) json["plots"] = new JsonArray([.. outcome.Plots.Select(Of)]);
        return json;
    }

    /// <summary>One turn, as <c>run --json</c> prints it.</summary>
    public static JsonObject Of(TurnRecord turn)
    {
        JsonObject json = Of(turn.Outcome);
        json["turn"] = turn.Turn;
        json["thought"] = turn.Source.Thought;
        json["code"] = turn.Source.Code;
        json["tokens"] = turn.Reply.OutputTokens;
        return json;
    }

    /// <summary>The last line of <c>run --json</c>.</summary>
    /// <param name="summary">How the task ended.</param>
    /// <param name="model">What really answered.</param>
    /// <param name="backend"><c>sim</c> or <c>hardware</c>.</param>
    /// <param name="episode">The record's file, or null where none is kept.</param>
    public static JsonObject Of(TaskSummary summary, string model, string backend, string? episode) => new()
    {
        ["summary"] = true,
        ["id"] = summary.Id,
        ["status"] = summary.Status.ToString().ToLowerInvariant(),
        ["answer"] = summary.Answer,
        ["why"] = summary.Why,
        ["turns"] = summary.Turns,
        ["tokens"] = summary.Tokens,
        ["seconds"] = Math.Round(summary.Seconds, 3),
        ["model"] = model,
        ["backend"] = backend,
        ["episode"] = episode,
    };

    /// <summary>A number, truth or text as JSON; a number that JSON has no word for becomes null.</summary>
    internal static JsonNode? Plain(object? value) => value switch
    {
        double number => double.IsFinite(number) ? JsonValue.Create(number) : null,
        bool truth => JsonValue.Create(truth),
        string text => JsonValue.Create(text),
        _ => null,
    };

    private static JsonObject Of(ActionError error) => new()
    {
        ["code"] = error.Code,
        ["message"] = error.Message,
        ["line"] = error.Line,
        ["hint"] = error.Hint,
    };

    private static JsonObject Of(DeviceReading reading) => new()
    {
        ["value"] = Plain(reading.Value),
        ["unit"] = reading.Unit,
        ["error"] = reading.Error?.Code,
    };

    private static JsonNode Of(PlotData plot) => new JsonObject
    {
        ["name"] = plot.Name,
        ["values"] = new JsonArray([.. plot.Values.Select(v => Plain(v))]),
    };
}
