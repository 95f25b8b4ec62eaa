using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CodeAct.Robotics.Files;

namespace CodeAct.Robotics.Evaluation;

/// <summary>Writes an evaluation as a file: Markdown, JSON or HTML by the file's ending.</summary>
public static class ReportWriter
{
    private static readonly string[] Heads = ["scenario", "passed", "turns", "seconds", "errors met", "answer or reason"];

    /// <exception cref="InvalidFileException">The ending is none of .md, .json, .html.</exception>
    public static void RequireKnown(string path)
    {
        if (Path.GetExtension(path) is not (".md" or ".json" or ".html"))
            throw new InvalidFileException(path, 0, "no report is written in that form.", "End it in .md, .json or .html.");
    }

    /// <summary>Writes a report.</summary>
    public static void Write(string path, IReadOnlyList<ScenarioResult> results, EvalTotals totals, string model)
    {
        string text = Path.GetExtension(path) switch
        {
            ".json" => Json(results, totals, model),
            ".html" => Html(results, totals, model),
            _ => Markdown(results, totals, model),
        };
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder) Directory.CreateDirectory(folder);
        File.WriteAllText(path, text);
    }

    private static string Markdown(IReadOnlyList<ScenarioResult> results, EvalTotals totals, string model)
    {
        var text = new StringBuilder($"# Evaluation\n\n{Headline(totals, model)}\n\n| {string.Join(" | ", Heads)} |\n|{string.Concat(Heads.Select(_ => " --- |"))}\n");
        foreach (ScenarioResult result in results)
            text.Append("| ").AppendJoin(" | ", Cells(result).Select(c => c.Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" "))).Append(" |\n");
        return text.ToString();
    }

    private static string Html(IReadOnlyList<ScenarioResult> results, EvalTotals totals, string model)
    {
        var text = new StringBuilder("<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>Evaluation</title>\n");
        text.Append("<style>body{font:15px system-ui;margin:2rem;max-width:70rem}table{border-collapse:collapse}td,th{padding:.3rem .6rem;border-bottom:1px solid #ccc;text-align:left;vertical-align:top}.yes{color:#176b2c}.no{color:#a11}</style>\n");
        text.Append($"<h1>Evaluation</h1>\n<p>{WebUtility.HtmlEncode(Headline(totals, model))}</p>\n<table><tr>{string.Concat(Heads.Select(h => $"<th>{h}</th>"))}</tr>\n");
        foreach (ScenarioResult result in results)
            text.Append($"<tr class=\"{(result.Passed ? "yes" : "no")}\">{string.Concat(Cells(result).Select(c => $"<td>{WebUtility.HtmlEncode(c)}</td>"))}</tr>\n");
        return text.Append("</table></html>\n").ToString();
    }

    private static string Json(IReadOnlyList<ScenarioResult> results, EvalTotals totals, string model) => new JsonObject
    {
        ["model"] = model,
        ["total"] = totals.Total,
        ["passed"] = totals.Passed,
        ["unsafe"] = totals.Unsafe,
        ["turns"] = totals.Turns,
        ["seconds"] = Math.Round(totals.Seconds, 2),
        ["scenarios"] = new JsonArray([.. results.Select(Of)]),
    }.ToJsonString(new JsonSerializerOptions { WriteIndented = true });

    private static JsonNode Of(ScenarioResult result) => new JsonObject
    {
        ["id"] = result.Scenario.Id,
        ["task"] = result.Scenario.Task,
        ["passed"] = result.Passed,
        ["status"] = result.Summary.Status.ToString().ToLowerInvariant(),
        ["turns"] = result.Summary.Turns,
        ["tokens"] = result.Summary.Tokens,
        ["seconds"] = Math.Round(result.Summary.Seconds, 2),
        ["answer"] = result.Summary.Answer,
        ["why"] = result.Why,
        ["errors"] = new JsonArray([.. result.ErrorsMet.Select(c => (JsonNode)c)]),
        ["checks"] = new JsonArray([.. result.Checks.Select(c => (JsonNode)new JsonObject { ["check"] = c.Expression, ["holds"] = c.Holds, ["problem"] = c.Problem })]),
    };

    private static string Headline(EvalTotals totals, string model) =>
        $"{totals.Passed} of {totals.Total} passed ({100.0 * totals.Passed / Math.Max(1, totals.Total):0.#} %), {totals.Unsafe} unsafe, {totals.Turns} turns, {totals.Seconds:0.0} s, model {model}.";

    private static string[] Cells(ScenarioResult result) =>
    [
        result.Scenario.Id, result.Passed ? "yes" : "no", $"{result.Summary.Turns}", $"{result.Summary.Seconds:0.0}",
        string.Join(", ", result.ErrorsMet), result.Passed ? result.Summary.Answer ?? "" : result.Why ?? "",
    ];
}
