using System.ClientModel;
using System.ClientModel.Primitives;
using System.Runtime.CompilerServices;
using CodeAct.Robotics.Agents;
using CodeAct.Robotics.Agents.Grammar;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Chat;
using ChatFinishReason = Microsoft.Extensions.AI.ChatFinishReason;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;

namespace CodeAct.Robotics.Models.Served;

/// <summary>
/// A model of an OpenAI-compatible server (llama-server, Ollama, vLLM). Always streams, so that the time limits hold between
/// tokens; every failure is a <see cref="ModelUnavailableException"/>. A reply that breaks off has the finish reason
/// <see cref="ChatFinishReason.Length"/>. A <see cref="ReplyGrammar"/> in a request goes to llama.cpp's server, and to no other. Nothing is tried again: the caller knows better whether a robot should wait.
/// </summary>
public sealed class ServedChatClient : DelegatingChatClient
{
    /// <summary>The variable that holds the server's key. It is never printed.</summary>
    public const string KeyVariable = "CODEACT_OPENAI_KEY";

    readonly ServedModelFailure _failure;
    readonly ServedGrammar _grammar;
    readonly ModelOptions _defaults;
    readonly bool _alsoMaxTokens;

    ServedChatClient(IChatClient inner, ServedModelFailure failure, ServedGrammar grammar, ModelOptions defaults, bool alsoMaxTokens)
        : base(inner)
    {
        _failure = failure;
        _grammar = grammar;
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
        return new ServedChatClient(chat, new ServedModelFailure(endpoint, name, key), new ServedGrammar(endpoint, key), defaults, alsoMaxTokens);
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
        var gbnf = ReplyGrammar.Of(options) is { } grammar && await _grammar.IsTakenAsync(cancellationToken) ? grammar.Gbnf() : null;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var watch = _defaults.Time.CreateTimer(_ => stop.Cancel(), null, _defaults.FirstTokenLimit, Timeout.InfiniteTimeSpan);
        await using var updates = base.GetStreamingResponseAsync(ControlWords.Defuse(messages), Complete(options, gbnf), stop.Token).GetAsyncEnumerator(stop.Token);
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
            if (gbnf is not null && update.FinishReason is not null)
            {
                (update.AdditionalProperties ??= [])[ReplyGrammar.Key] = true;
            }
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

    ChatOptions Complete(ChatOptions? options, string? gbnf)
    {
        options = options?.Clone() ?? new();
        options.AdditionalProperties?.Remove(ReplyGrammar.Key);
        options.AdditionalProperties?.Remove(SecondReading.Key);
        options.Temperature ??= _defaults.Temperature;
        options.Seed ??= _defaults.Seed;
        options.MaxOutputTokens ??= _defaults.MaxTokens;
        if ((_alsoMaxTokens || gbnf is not null) && options.RawRepresentationFactory is null)
        {
            var limit = options.MaxOutputTokens.Value;
            options.RawRepresentationFactory = _ =>
            {
                var raw = new ChatCompletionOptions();
#pragma warning disable SCME0001 // The patch is how this package sends fields it has no property for.
                if (_alsoMaxTokens)
                {
                    raw.Patch.Set("$.max_tokens"u8, limit);
                }
                if (gbnf is not null)
                {
                    raw.Patch.Set("$.grammar"u8, gbnf);
                }
#pragma warning restore SCME0001
                return raw;
            };
        }
        return options;
    }
}
