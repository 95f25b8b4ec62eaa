using System.ClientModel;
using System.ClientModel.Primitives;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Chat;
using ChatFinishReason = Microsoft.Extensions.AI.ChatFinishReason;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;

namespace CodeAct.Robotics.Models.Served;

/// <summary>
/// A model of an OpenAI-compatible server (llama-server, Ollama, vLLM). Always streams, so that the time limits hold between
/// tokens; every failure is a <see cref="ModelUnavailableException"/>. A reply that breaks off has the finish reason
/// <see cref="ChatFinishReason.Length"/>. Nothing is tried again: the caller knows better whether a robot should wait.
/// </summary>
public sealed class ServedChatClient : DelegatingChatClient
{
    /// <summary>The variable that holds the server's key. It is never printed.</summary>
    public const string KeyVariable = "CODEACT_OPENAI_KEY";

    readonly ServedModelFailure _failure;
    readonly ModelOptions _defaults;
    readonly bool _alsoMaxTokens;

    ServedChatClient(IChatClient inner, ServedModelFailure failure, ModelOptions defaults, bool alsoMaxTokens)
        : base(inner)
    {
        _failure = failure;
        _defaults = defaults;
        _alsoMaxTokens = alsoMaxTokens;
    }

    /// <summary>Makes a client; nothing is sent yet.</summary>
    /// <param name="endpoint">The server's base address, with its <c>/v1</c>.</param>
    /// <param name="name">The model's name on that server.</param>
    /// <param name="defaults">What calls don't set, and the time limits.</param>
    public static ServedChatClient Connect(Uri endpoint, string name, ModelOptions? defaults = null)
    {
        defaults ??= new();
        var key = Environment.GetEnvironmentVariable(KeyVariable) is { Length: > 0 } secret ? secret : "no-key-set";
        var options = new OpenAIClientOptions
        {
            Endpoint = endpoint,
            RetryPolicy = new ClientRetryPolicy(0),
            NetworkTimeout = Timeout.InfiniteTimeSpan,
        };
        var chat = new OpenAIClient(new ApiKeyCredential(key), options).GetChatClient(name).AsIChatClient();
        // Ollama and older servers read only the former name of the limit; OpenAI's own newer models refuse it.
        var alsoMaxTokens = !endpoint.Host.EndsWith("openai.com", StringComparison.OrdinalIgnoreCase);
        return new ServedChatClient(chat, new ServedModelFailure(endpoint, name, key), defaults, alsoMaxTokens);
    }

    /// <inheritdoc/>
    public override Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="ModelUnavailableException">There is no usable reply.</exception>
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var watch = _defaults.Time.CreateTimer(_ => stop.Cancel(), null, _defaults.FirstTokenLimit, Timeout.InfiniteTimeSpan);
        await using var updates = base.GetStreamingResponseAsync(messages, Complete(options), stop.Token).GetAsyncEnumerator(stop.Token);
        var anyText = false;
        var finished = false;
        while (true)
        {
            ChatResponseUpdate? update = null;
            try
            {
                if (await updates.MoveNextAsync())
                {
                    update = updates.Current;
                }
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                if (stop.IsCancellationRequested)
                {
                    throw _failure.TooSlow(anyText ? _defaults.NextTokenLimit : _defaults.FirstTokenLimit, anyText, e);
                }
                if (!anyText || !ServedModelFailure.IsBrokenConnection(e))
                {
                    throw await _failure.ExplainAsync(e, cancellationToken);
                }
            }
            if (update is null)
            {
                break;
            }
            finished |= update.FinishReason is not null;
            if (update.Text.Length > 0)
            {
                anyText = true;
            }
            if (anyText)
            {
                watch.Change(_defaults.NextTokenLimit, Timeout.InfiniteTimeSpan);
            }
            yield return update;
        }
        if (!anyText && !finished)
        {
            throw _failure.Nothing();
        }
        if (!finished)
        {
            yield return new ChatResponseUpdate(ChatRole.Assistant, []) { FinishReason = ChatFinishReason.Length };
        }
    }

    ChatOptions Complete(ChatOptions? options)
    {
        options = options?.Clone() ?? new();
        options.Temperature ??= _defaults.Temperature;
        options.Seed ??= _defaults.Seed;
        options.MaxOutputTokens ??= _defaults.MaxTokens;
        if (_alsoMaxTokens && options.RawRepresentationFactory is null)
        {
            var limit = options.MaxOutputTokens.Value;
            options.RawRepresentationFactory = _ =>
            {
                var raw = new ChatCompletionOptions();
#pragma warning disable SCME0001 // The patch is how this package sends fields it has no property for.
                raw.Patch.Set("$.max_tokens"u8, limit);
#pragma warning restore SCME0001
                return raw;
            };
        }
        return options;
    }
}
