using CodeAct.Robotics.Models.Engine;
using LLama;
using LLama.Batched;
using LLama.Common;
using LLama.Native;
using LLama.Sampling;

namespace CodeAct.Robotics.Models.LlamaCpp;

/// <summary>
/// The keys and values of two conversations: of the beginning that all tasks of a robot have (kept as it is), and of the one under way, which is
/// forked from it and then goes on from turn to turn. They share their cells, so that the beginning takes room once. For one caller at a time.
/// </summary>
sealed class LlamaSession(LLamaWeights weights, ModelParams parameters) : IDisposable
{
    // Below this a fork saves nothing.
    const int ShortestPrefix = 16;

    BatchedExecutor _executor = new(weights, parameters);
    Conversation? _prefix;
    Conversation? _work;
    LLamaToken[] _prefixTokens = [];
    List<LLamaToken> _tokens = [];

    /// <summary>Tokens that the context holds.</summary>
    public int ContextLength => (int)_executor.Context.ContextSize;

    /// <summary>Makes the conversation hold just these tokens, ready for the next one.</summary>
    /// <param name="tokens">At least one.</param>
    /// <param name="prefix">How many of the first ones to keep for other conversations.</param>
    /// <param name="cancellation">Looked at between batches.</param>
    /// <returns>How many were there already.</returns>
    /// <exception cref="ContextOverflowException">They leave no room.</exception>
    public async Task<int> ContinueAsync(LLamaToken[] tokens, int prefix, CancellationToken cancellation)
    {
        if (tokens.Length >= ContextLength)
        {
            throw new ContextOverflowException(tokens.Length + 1, ContextLength);
        }
        try
        {
            if (prefix >= ShortestPrefix && !tokens.AsSpan(0, prefix).SequenceEqual(_prefixTokens))
            {
                await KeepAsync(tokens[..prefix], cancellation);
                // Not there before this call.
                return await GoOnAsync(tokens, cancellation) - prefix;
            }
            return await GoOnAsync(tokens, cancellation);
        }
        catch
        {
            // Batches that were queued and not computed can't be taken back one by one.
            Reset();
            throw;
        }
    }

    /// <summary>Adds a token and computes what may come after it.</summary>
    public async Task AppendAsync(LLamaToken token)
    {
        try
        {
            _work!.Prompt(token);
            _tokens.Add(token);
            await InferAsync(_work, CancellationToken.None);
        }
        catch
        {
            Reset();
            throw;
        }
    }

    /// <summary>Chooses the next token.</summary>
    public LLamaToken Sample(ISamplingPipeline pipeline) => pipeline.Sample(_executor.Context.NativeHandle, _work!.GetSampleIndex());

    /// <inheritdoc/>
    public void Dispose()
    {
        Forget();
        _executor.Dispose();
    }

    async Task KeepAsync(LLamaToken[] tokens, CancellationToken cancellation)
    {
        Forget();
        _prefix = _executor.Create();
        _prefix.Prompt(tokens);
        await InferAsync(_prefix, cancellation);
        _prefixTokens = tokens;
    }

    async Task<int> GoOnAsync(LLamaToken[] tokens, CancellationToken cancellation)
    {
        // The last token is computed again in any case, for what comes after it.
        var there = Math.Min(_work is null ? 0 : tokens.AsSpan().CommonPrefixLength(_tokens.ToArray()), tokens.Length - 1);
        var kept = Math.Min(tokens.AsSpan().CommonPrefixLength(_prefixTokens), tokens.Length - 1);
        if (_prefix is not null && kept < _prefixTokens.Length)
        {
            // Another beginning: the one before would only take room.
            _prefix.Dispose();
            (_prefix, _prefixTokens, kept) = (null, [], 0);
        }
        if (_work is null || there < kept || !Cut(there))
        {
            _work?.Dispose();
            _work = _prefix?.Fork() ?? _executor.Create();
            there = kept;
        }
        _tokens = [.. tokens];
        _work.Prompt(tokens.AsSpan(there));
        await InferAsync(_work, cancellation);
        return there;
    }

    /// <summary>Takes the end of the conversation off; false where the model can't forget.</summary>
    bool Cut(int length)
    {
        if (length == _tokens.Count)
        {
            return true;
        }
        var memory = _executor.Context.NativeHandle;
        if (weights.NativeHandle.IsRecurrent)
        {
            return false;
        }
        _work!.Modify((end, cells) =>
        {
            cells.Remove(length, end);
            return length;
        });
        return length == 0 || memory.MemorySequenceMaxPosition(_work.ConversationId).Value == length - 1;
    }

    async Task InferAsync(Conversation conversation, CancellationToken cancellation)
    {
        while (conversation.RequiresInference)
        {
            cancellation.ThrowIfCancellationRequested();
            var result = await _executor.Infer(CancellationToken.None);
            if (result == DecodeResult.NoKvSlot)
            {
                throw new ContextOverflowException(_tokens.Count + 1, ContextLength);
            }
            if (result != DecodeResult.Ok)
            {
                throw new LlamaException($"llama.cpp can't compute: {result}. {LlamaLog.Said()}".Trim());
            }
        }
    }

    void Reset()
    {
        Forget();
        _executor.Dispose();
        _executor = new BatchedExecutor(weights, parameters);
    }

    void Forget()
    {
        _work?.Dispose();
        _prefix?.Dispose();
        (_work, _prefix, _prefixTokens, _tokens) = (null, null, [], []);
    }
}
