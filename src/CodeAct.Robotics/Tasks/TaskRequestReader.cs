using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CodeAct.Robotics.Files;

namespace CodeAct.Robotics.Tasks;

/// <summary>Reads a task: plain words, or a JSON object. What it does not know it refuses, since a misspelt key may be a lost limit.</summary>
public static partial class TaskRequestReader
{
    /// <summary>The most bytes of a message.</summary>
    public const int MostBytes = 64 * 1024;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>Reads it.</summary>
    /// <param name="payload">UTF-8.</param>
    /// <exception cref="TaskRefusedException">It says what is wrong and what would be right; with the id, where one could be read.</exception>
    public static TaskRequest Read(ReadOnlySpan<byte> payload)
    {
        if (payload.Length > MostBytes) throw new TaskRefusedException($"{payload.Length} bytes are more than {MostBytes}.");
        string text;
        try
        {
            text = Strict.GetString(payload).Trim();
        }
        catch (DecoderFallbackException)
        {
            throw new TaskRefusedException("It is not UTF-8.");
        }
        return text.StartsWith('{') ? FromJson(text) : new TaskRequest(Words(text, null));
    }

    private static TaskRequest FromJson(string text)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 4, AllowDuplicateProperties = false });
            return Of(json.RootElement);
        }
        catch (JsonException e)
        {
            throw new TaskRefusedException($"It begins like JSON and is none: {e.Message}");
        }
    }

    private static TaskRequest Of(JsonElement root)
    {
        string? id = Id(root);
        var request = new TaskRequest(Words(Text(root, "task", id) ?? throw new TaskRefusedException("There is no \"task\".") { Id = id }, id)) { Id = id };
        foreach (JsonProperty property in root.EnumerateObject())
        {
            request = property.Name switch
            {
                "task" or "id" => request,
                "timeout" => request with { Timeout = Span(property, id, most: TimeSpan.FromDays(1)) },
                "expires" => request with { Expires = Span(property, id, most: TimeSpan.FromDays(365)) },
                "priority" => request with { Priority = Priority(property.Value, id) },
                "requires" => request with { Requires = Names(property.Value, id) },
                "retry" => request with { Retry = Truth(property.Value, id) },
                _ => throw new TaskRefusedException($"There is no key \"{PlainText(property.Name)}\"; there are task, id, timeout, expires, priority, requires and retry.") { Id = id },
            };
        }
        return request;
    }

    private static string? Id(JsonElement root)
    {
        if (Text(root, "id", null) is not { } id) return null;
        return IdPattern().IsMatch(id) ? id : throw new TaskRefusedException("\"id\" is 1 to 64 letters, digits, dots, dashes or underscores.");
    }

    private static string? Text(JsonElement root, string name, string? id)
    {
        if (!root.TryGetProperty(name, out JsonElement value)) return null;
        return value.ValueKind == JsonValueKind.String ? value.GetString() : throw new TaskRefusedException($"\"{name}\" is no text.") { Id = id };
    }

    private static string Words(string text, string? id)
    {
        text = text.Trim();
        if (text.Length == 0) throw new TaskRefusedException("It is empty: say what the robot should do.") { Id = id };
        if (text.Length > TaskRequest.MostCharacters) throw new TaskRefusedException($"{text.Length} characters are more than {TaskRequest.MostCharacters}.") { Id = id };
        return text;
    }

    private static TimeSpan Span(JsonProperty property, string? id, TimeSpan most)
    {
        string text = property.Value.ValueKind is JsonValueKind.String ? property.Value.GetString()! : property.Value.ValueKind is JsonValueKind.Number ? property.Value.GetRawText() : "";
        if (Duration.TryParse(text, out double seconds) && seconds > 0 && seconds <= most.TotalSeconds) return TimeSpan.FromSeconds(seconds);
        throw new TaskRefusedException($"\"{property.Name}\" is a duration such as \"90s\" or \"10m\", more than 0 and at most {most.TotalDays:0} d.") { Id = id };
    }

    private static int Priority(JsonElement value, string? id) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) && number is >= -10 and <= 10 ? number : throw new TaskRefusedException("\"priority\" is a whole number from -10 to 10.") { Id = id };

    private static bool Truth(JsonElement value, string? id) =>
        value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw new TaskRefusedException("\"retry\" is true or false.") { Id = id };

    private static string[] Names(JsonElement value, string? id)
    {
        JsonElement[] items = value.ValueKind == JsonValueKind.String ? [value] : value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [];
        if (items.Length is > 0 and <= 32 && Array.TrueForAll(items, i => i.ValueKind == JsonValueKind.String && i.GetString()!.Length is > 0 and <= 64)) return [.. items.Select(i => i.GetString()!)];
        throw new TaskRefusedException("\"requires\" is a name or kind of a device, or a list of 1 to 32 of them.") { Id = id };
    }

    private static string PlainText(string name) => new([.. name.Take(32).Select(c => char.IsControl(c) ? '?' : c)]);

    [GeneratedRegex("^[A-Za-z0-9._-]{1,64}$")]
    private static partial Regex IdPattern();
}

/// <summary>A task that is not taken, and why.</summary>
public sealed class TaskRefusedException(string message) : Exception(message)
{
    /// <summary>The task's id, where it said one.</summary>
    public string? Id { get; init; }
}
