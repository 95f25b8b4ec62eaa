using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace CodeAct.Robotics.Models.Replay;

/// <summary>
/// Gives recorded replies, one a call, whatever it is asked. The file is JSON lines; each object with a string <c>reply</c> is
/// a turn, other objects are ignored, so an episode's record serves too.
/// </summary>
public sealed class ReplayChatClient : IChatClient
{
    readonly string _path;
    readonly string[] _replies;
    readonly ChatClientMetadata _metadata;
    int _turn;

    /// <summary>Reads the file.</summary>
    /// <exception cref="ReplayFileException">It can't be read, or a line is not a JSON object.</exception>
    public ReplayChatClient(string path)
    {
        _path = path;
        _replies = [.. Read(path)];
        _metadata = new ChatClientMetadata("replay", defaultModelId: Path.GetFileName(path));
    }

    /// <summary>Replies in the file.</summary>
    public int Count => _replies.Length;

    /// <inheritdoc/>
    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="ReplayExhaustedException">There is no reply for this turn.</exception>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var turn = Interlocked.Increment(ref _turn);
        if (turn > _replies.Length)
        {
            throw new ReplayExhaustedException(_path, turn, _replies.Length);
        }
        await Task.CompletedTask;
        yield return new ChatResponseUpdate(ChatRole.Assistant, _replies[turn - 1])
        {
            FinishReason = ChatFinishReason.Stop,
            ModelId = _metadata.DefaultModelId,
        };
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(ChatClientMetadata) ? _metadata
        : serviceType.IsInstanceOfType(this) ? this
        : null;

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    static IEnumerable<string> Read(string path)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ReplayFileException($"{path}: can't be read. {e.Message}", e);
        }
        for (var i = 0; i < lines.Length; i++)
        {
            if (!string.IsNullOrWhiteSpace(lines[i]) && Reply(path, i + 1, lines[i]) is { } reply)
            {
                yield return reply;
            }
        }
    }

    static string? Reply(string path, int line, string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            if (json.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new ReplayFileException($"{path}:{line}: is JSON, but not an object such as {{\"reply\":\"…\"}}.");
            }
            return json.RootElement.TryGetProperty("reply", out var reply) && reply.ValueKind == JsonValueKind.String
                ? reply.GetString()
                : null;
        }
        catch (JsonException e)
        {
            throw new ReplayFileException($"{path}:{line}: is not JSON. {e.Message}", e);
        }
    }
}
