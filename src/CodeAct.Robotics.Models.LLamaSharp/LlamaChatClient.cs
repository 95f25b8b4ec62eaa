using System.Runtime.CompilerServices;
using System.Threading.Channels;
using CodeAct.Robotics.Agents.Grammar;
using CodeAct.Robotics.Models.Embedded;
using CodeAct.Robotics.Models.Sampling;
using LLama;
using LLama.Common;
using LLama.Exceptions;
using LLama.Sampling;
using Microsoft.Extensions.AI;
using ContextOverflowException = CodeAct.Robotics.Models.Engine.ContextOverflowException;

namespace CodeAct.Robotics.Models.LlamaCpp;

/// <summary>
/// Chat with any GGUF model by llama.cpp in this process (LLamaSharp), on CPU or GPU. Calls may come from many threads and wait for one another.
/// The beginning that tasks share and the conversation under way are kept. A <see cref="ReplyGrammar"/> in a request's additional properties is kept to.
/// A reply cut by the token limit or the end of the context has the finish reason <see cref="ChatFinishReason.Length"/>. Responses carry usage and
/// <see cref="GenerationFigures"/>.
/// </summary>
public sealed class LlamaChatClient : IChatClient
{
    const int DefaultContext = 8192;

    readonly LLamaWeights _weights;
    readonly ModelOptions _defaults;
    readonly LlamaSession _session;
    readonly LlamaPrompt _prompt;
    readonly LlamaReply _reply;
    readonly SemaphoreSlim _turn = new(1, 1);
    readonly ChatClientMetadata _metadata;
    readonly string _name;
    bool _disposed;

    LlamaChatClient(string path, LLamaWeights weights, ModelParams parameters, ModelOptions defaults, string where)
    {
        (_weights, _defaults) = (weights, defaults);
        _name = weights.Metadata.TryGetValue("general.name", out var name) && name.Length > 0 ? name : Path.GetFileNameWithoutExtension(path);
        _prompt = new LlamaPrompt(weights);
        _session = new LlamaSession(weights, parameters);
        _reply = new LlamaReply(weights, _session, defaults.Time);
        _metadata = new ChatClientMetadata("llama.cpp", defaultModelId: _name);
        Description = $"llama.cpp {_name} ({weights.NativeHandle.Description}), {where}, context {_session.ContextLength}";
    }

    /// <summary>What actually runs: the model, its kind, and how many of its layers are on a GPU or how many threads compute.</summary>
    public string Description { get; }

    /// <summary>Tokens that the context holds.</summary>
    public int ContextLength => _session.ContextLength;

    /// <summary>Loads llama.cpp, where it is not there yet, and a model.</summary>
    /// <param name="path">A GGUF file.</param>
    /// <param name="defaults">What calls don't set; threads and context.</param>
    /// <param name="llama">The library and the GPU's share.</param>
    /// <exception cref="LlamaException">The library or the model can't be used as asked for; nothing falls back.</exception>
    public static LlamaChatClient Load(string path, ModelOptions? defaults = null, LlamaOptions? llama = null)
    {
        (defaults, llama) = (defaults ?? new(), llama ?? new());
        if (!File.Exists(path))
        {
            throw new LlamaException($"There is no model '{path}'.");
        }
        LlamaLibrary.Load(llama);
        LlamaLog.Clear();
        var parameters = new ModelParams(path)
        {
            GpuLayerCount = llama.GpuLayers,
            Threads = defaults.Threads,
            BatchThreads = defaults.Threads,
            // The beginning and the conversation under way, in one memory.
            SeqMax = 2,
            KVUnified = true,
        };
        LLamaWeights? weights = null;
        try
        {
            weights = LLamaWeights.LoadFromFile(parameters);
            parameters.ContextSize = (uint)Math.Min(defaults.ContextLength ?? DefaultContext, weights.ContextSize);
            return new LlamaChatClient(path, weights, parameters, defaults, Where(llama, defaults));
        }
        catch (Exception e) when (e is LoadWeightsFailedException or RuntimeError or LlamaException)
        {
            weights?.Dispose();
            throw e as LlamaException ?? new LlamaException($"llama.cpp can't load '{path}': {LlamaLog.Said()}".TrimEnd(' ', ':'), e);
        }
    }

    /// <summary>Tokens that a conversation takes, with the opening of its next reply.</summary>
    public int CountTokens(IEnumerable<ChatMessage> messages) => _prompt.Encode(messages).Length;

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
    /// <exception cref="LlamaException">llama.cpp fails.</exception>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (options?.Tools is { Count: > 0 })
        {
            throw new NotSupportedException("This model calls no tools: it writes code.");
        }
        var conversation = messages.ToList();
        var prompt = _prompt.Encode(conversation);
        var prefix = _prompt.Prefix(conversation, prompt);
        var grammar = ReplyGrammar.Of(options);
        var stops = new StopStrings(options?.StopSequences ?? []);
        var id = Guid.NewGuid().ToString("N");

        await _turn.WaitAsync(cancellationToken);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pieces = Channel.CreateUnbounded<string>();
        var work = Task.Run(async () =>
        {
            try
            {
                using var sampling = Sampling(options, grammar);
                return await _reply.RunAsync(prompt, prefix, sampling, stops, options?.MaxOutputTokens ?? _defaults.MaxTokens, text => pieces.Writer.TryWrite(text), stop.Token);
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
            if (grammar is not null)
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
        : serviceType.IsInstanceOfType(this) ? this
        : null;

    /// <summary>Waits for the reply under way and frees the model.</summary>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }
        _disposed = true;
        _turn.Wait();
        _session.Dispose();
        _weights.Dispose();
    }

    static string Where(LlamaOptions llama, ModelOptions defaults)
    {
        if (llama.GpuLayers == 0)
        {
            return $"CPU, {defaults.Threads} threads";
        }
        // More than there are means all; what is missing would run on the CPU and nobody would know.
        if (LlamaLog.Layers is not { } layers || layers.Taken < Math.Min(llama.GpuLayers, layers.All))
        {
            throw new LlamaException($"The GPU did not take the {llama.GpuLayers} layers that it was to take{(LlamaLog.Layers is { } some ? $", but {some.Taken} of {some.All}" : "")}. Set llama-gpu-layers to what fits.");
        }
        return $"GPU, {layers.Taken} of {layers.All} layers";
    }

    DefaultSamplingPipeline Sampling(ChatOptions? options, ReplyGrammar? grammar)
    {
        var usual = new SamplingSettings();
        return new()
        {
            Temperature = options?.Temperature ?? _defaults.Temperature,
            TopK = options?.TopK ?? usual.TopK,
            TopP = options?.TopP ?? (float)usual.TopP,
            MinP = 0,
            Seed = (uint)(options?.Seed ?? _defaults.Seed),
            Grammar = grammar is null ? null : new Grammar(grammar.Gbnf(), "root"),
            // Tries the likeliest token first and looks at all of them only where the grammar refuses it: the same reply, sooner.
            GrammarOptimization = DefaultSamplingPipeline.GrammarOptimizationMode.Basic,
        };
    }

    ChatResponseUpdate Update(string id, AIContent content) => new(ChatRole.Assistant, [content])
    {
        ResponseId = id,
        MessageId = id,
        ModelId = _name,
    };

    static UsageDetails Usage(GenerationFigures figures) => new()
    {
        InputTokenCount = figures.PromptTokens,
        OutputTokenCount = figures.ReplyTokens,
        TotalTokenCount = figures.PromptTokens + figures.ReplyTokens,
        CachedInputTokenCount = figures.CachedTokens,
    };
}
