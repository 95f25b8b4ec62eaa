using System.Runtime.CompilerServices;
using System.Threading.Channels;
using CodeAct.Robotics.Agents;
using CodeAct.Robotics.Agents.Grammar;
using CodeAct.Robotics.Models.Engine;
using CodeAct.Robotics.Models.Sampling;
using Microsoft.Extensions.AI;

namespace CodeAct.Robotics.Models.Embedded;

/// <summary>
/// Chat with a model in this process. Calls may come from many threads and wait for one another; each keeps from the one before
/// the tokens that both conversations begin with; a system message is kept from process to process, where the options name a folder.
/// A <see cref="ReplyGrammar"/> in a request's additional properties is kept to, and a <see cref="SecondReading"/> there is read, too.
/// A reply cut by the token limit or the end of the context has the finish reason <see cref="ChatFinishReason.Length"/>. Responses
/// carry usage and <see cref="GenerationFigures"/>.
/// </summary>
public sealed class EmbeddedChatClient : IChatClient
{
    const int DefaultContext = 8192;

    readonly EmbeddedModel _model;
    readonly ModelOptions _defaults;
    readonly bool _ownsModel;
    readonly EmbeddedSession _session;
    readonly ChatMlTemplate _template;
    readonly ReplyGenerator _generator;
    readonly PrefixStore? _prefixes;
    readonly SemaphoreSlim _turn = new(1, 1);
    readonly ChatClientMetadata _metadata;
    EmbeddedSession? _second;
    GrammarMasks? _masks;
    bool _disposed;

    /// <param name="model">The model.</param>
    /// <param name="defaults">What calls don't set.</param>
    /// <param name="ownsModel">Whether disposing the client disposes the model.</param>
    /// <exception cref="Gguf.GgufException">The model's chat template is not ChatML.</exception>
    public EmbeddedChatClient(EmbeddedModel model, ModelOptions? defaults = null, bool ownsModel = false)
    {
        _model = model;
        _defaults = defaults ?? new();
        _ownsModel = ownsModel;
        _template = new ChatMlTemplate(model);
        _session = model.CreateSession(Math.Min(_defaults.ContextLength ?? DefaultContext, model.Shape.ContextLength));
        _generator = new ReplyGenerator(model, _template, _defaults.PromptLookup, _defaults.Time);
        _prefixes = _defaults.PrefixFolder is { } folder ? new PrefixStore(folder, model, _defaults.Time) : null;
        _metadata = new ChatClientMetadata("embedded", defaultModelId: model.Name);
    }

    /// <summary>Tokens that the context holds.</summary>
    public int ContextLength => _session.ContextLength;

    /// <summary>Tokens that a conversation takes, with the opening of its next reply.</summary>
    public int CountTokens(IEnumerable<ChatMessage> messages) => _template.Encode(messages).Count;

    /// <inheritdoc/>
    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var updates = new List<ChatResponseUpdate>();
        await foreach (var update in GetStreamingResponseAsync(messages, options, cancellationToken))
        {
            updates.Add(update);
        }
        var response = updates.ToChatResponse();
        // Joining puts properties on the message, and drops a message without text.
        response.AdditionalProperties = updates[^1].AdditionalProperties;
        return response;
    }

    /// <inheritdoc/>
    /// <exception cref="ContextOverflowException">The conversation leaves no room for a reply.</exception>
    /// <exception cref="NotSupportedException">The options ask for tools, or a message holds more than text.</exception>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (options?.Tools is { Count: > 0 })
        {
            throw new NotSupportedException("The embedded model calls no tools: it writes code.");
        }
        var conversation = messages.ToList();
        var prompt = _template.Encode(conversation);
        var other = Other(conversation, SecondReading.Of(options));
        var sampler = new TokenSampler(Sampling(options));
        var stops = new StopStrings(options?.StopSequences ?? []);
        var maxTokens = options?.MaxOutputTokens ?? _defaults.MaxTokens;
        var id = Guid.NewGuid().ToString("N");

        await _turn.WaitAsync(cancellationToken);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pieces = Channel.CreateUnbounded<string>();
        var work = Task.Run(() =>
        {
            try
            {
                _second ??= other.Count == 0 ? null : _model.CreateSession(ContextLength);
                _prefixes?.Load(_session, _template.Prefix(conversation));
                _prefixes?.Load(_second, _template.Prefix(other));
                var readings = new Readings(_session, prompt, _second, other.Count == 0 ? null : _template.Encode(other));
                var reply = _generator.Run(readings, sampler, stops, maxTokens, text => pieces.Writer.TryWrite(text), Grammar(conversation, options), stop.Token);
                _prefixes?.Save(_session, _template.Prefix(conversation));
                _prefixes?.Save(_second, _template.Prefix(other));
                return reply;
            }
            finally
            {
                pieces.Writer.Complete();
            }
        }, CancellationToken.None);
        try
        {
            await foreach (var text in pieces.Reader.ReadAllAsync(CancellationToken.None))
            {
                yield return Update(id, new TextContent(text));
            }
            var (figures, why) = await work;
            var last = Update(id, new UsageContent(Usage(figures)));
            last.FinishReason = why;
            last.AdditionalProperties = new() { [GenerationFigures.Key] = figures };
            if (ReplyGrammar.Of(options) is not null)
            {
                last.AdditionalProperties[ReplyGrammar.Key] = true;
            }
            yield return last;
        }
        finally
        {
            // Also when the reader goes away early: the session is free again only when the computation has stopped.
            await stop.CancelAsync();
            await ((Task)work).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(ChatClientMetadata) ? _metadata
        : serviceType == typeof(EmbeddedModel) ? _model
        : serviceType.IsInstanceOfType(this) ? this
        : null;

    /// <summary>Waits for the reply under way and frees the session, and the model if it is owned.</summary>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }
        _disposed = true;
        _turn.Wait();
        _session.Dispose();
        _second?.Dispose();
        if (_ownsModel)
        {
            _model.Dispose();
        }
    }

    /// <summary>The conversation in the wording of a second reading; empty where there is none.</summary>
    static List<ChatMessage> Other(List<ChatMessage> conversation, SecondReading? reading) =>
        reading is not null && conversation.FirstOrDefault()?.Role == ChatRole.System
            ? [new(ChatRole.System, reading.System), .. conversation.Skip(1)]
            : [];

    /// <summary>The grammar of a request; the first one reads the vocabulary for all of them.</summary>
    GrammarRun? Grammar(List<ChatMessage> conversation, ChatOptions? options) => ReplyGrammar.Of(options) is not { } grammar
        ? null
        : new GrammarRun(
            _masks ??= new GrammarMasks(_model.Tokenizer),
            grammar.Start,
            _defaults.JumpForward,
            conversation.Find(message => message.Role == ChatRole.User)?.Text ?? "",
            isFirst: conversation.TrueForAll(message => message.Role != ChatRole.Assistant));

    SamplingSettings Sampling(ChatOptions? options)
    {
        var settings = new SamplingSettings
        {
            Temperature = options?.Temperature ?? _defaults.Temperature,
            Seed = options?.Seed ?? _defaults.Seed,
        };
        return settings with { TopK = options?.TopK ?? settings.TopK, TopP = options?.TopP ?? settings.TopP };
    }

    ChatResponseUpdate Update(string id, AIContent content) => new(ChatRole.Assistant, [content])
    {
        ResponseId = id,
        MessageId = id,
        ModelId = _model.Name,
    };

    static UsageDetails Usage(GenerationFigures figures) => new()
    {
        InputTokenCount = figures.PromptTokens,
        OutputTokenCount = figures.ReplyTokens,
        TotalTokenCount = figures.PromptTokens + figures.ReplyTokens,
        CachedInputTokenCount = figures.CachedTokens,
    };
}
