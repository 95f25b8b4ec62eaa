using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CodeAct.Robotics.Agents;
using CodeAct.Robotics.Safety;

namespace CodeAct.Robotics.Episodes;

/// <summary>
/// Writes a task as JSON lines, one event each, as it happens: <c>task</c>, <c>turn</c>, <c>end</c>. Every line is flushed, so a crash keeps what was.
/// A turn's <c>reply</c> makes the file serve as a replay. A disk that fails ends the record, never the task.
/// </summary>
public sealed class EpisodeRecorder : IAgentObserver, IDisposable
{
    private readonly string _manifestHash;
    private readonly TimeProvider _time;
    private StreamWriter? _writer;
    private TaskStart? _start;

    /// <summary>Begins a record.</summary>
    /// <param name="path">The file; its folder is made.</param>
    /// <param name="manifestHash">Names the device API.</param>
    /// <param name="time">Stamps the events.</param>
    public EpisodeRecorder(string path, string manifestHash, TimeProvider time)
    {
        _manifestHash = manifestHash;
        _time = time;
        Write(() =>
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            _writer = new StreamWriter(path, append: false, new UTF8Encoding(false)) { AutoFlush = true };
            Path = path;
        });
    }

    /// <summary>The file, or null where it could not be written.</summary>
    public string? Path { get; private set; }

    /// <summary>Why there is no record, or null.</summary>
    public string? Problem { get; private set; }

    /// <inheritdoc/>
    public void OnTask(TaskStart start)
    {
        _start = start;
        Append(new JsonObject
        {
            ["event"] = "task",
            ["id"] = start.Id,
            ["time"] = _time.GetUtcNow().ToString("O"),
            ["task"] = start.Task,
            ["robot"] = start.Robot,
            ["api"] = _manifestHash,
            ["prompt"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(start.System)))[..16],
            ["model"] = start.Model,
            ["backend"] = start.Backend,
            ["seed"] = start.Seed,
        });
    }

    /// <inheritdoc/>
    public void OnTurnEnd(TurnRecord turn)
    {
        JsonObject json = ActionJson.Of(turn);
        var line = new JsonObject { ["event"] = "turn", ["turn"] = turn.Turn, ["reply"] = turn.Reply.Text };
        json.Remove("turn");
        foreach ((string key, JsonNode? value) in json) line[key] = value?.DeepClone();
        line["commands"] = new JsonArray([.. turn.Commands.Select(Of)]);
        line["observation"] = turn.Observation;
        line["sandbox"] = turn.Outcome.Result.Tier;
        line["truncated"] = turn.Reply.Truncated;
        line["grammar"] = turn.Reply.Constrained;
        line["inputTokens"] = turn.Reply.InputTokens;
        line["cachedTokens"] = turn.Reply.CachedTokens;
        line["replySeconds"] = Math.Round(turn.Reply.Seconds, 4);
        line["firstTokenSeconds"] = Math.Round(turn.Reply.FirstTokenSeconds, 4);
        line["robotSeconds"] = Math.Round(turn.Outcome.RobotSeconds, 4);
        Append(line);
    }

    /// <inheritdoc/>
    public void OnEnd(TaskSummary summary)
    {
        JsonObject json = ActionJson.Of(summary, _start?.Model ?? "", _start?.Backend ?? "", Path);
        json["event"] = "end";
        Append(json);
    }

    /// <inheritdoc/>
    public void Dispose() => Write(() => _writer?.Dispose());

    private static JsonNode Of(TracedCommand command) => new JsonObject
    {
        ["time"] = Math.Round(command.Time, 3),
        ["device"] = command.Device,
        ["member"] = command.Member,
        ["args"] = new JsonArray([.. command.Args.Select(a => ActionJson.Plain(a))]),
        ["refused"] = command.Refused,
    };

    private void Append(JsonObject line) => Write(() => _writer?.WriteLine(JsonText.Of(line)));

    private void Write(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Problem = e.Message;
            Path = null;
            _writer = null;
        }
    }
}
