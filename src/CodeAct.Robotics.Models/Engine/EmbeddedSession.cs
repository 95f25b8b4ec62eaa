using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace CodeAct.Robotics.Models.Engine;

/// <summary>
/// One sequence of tokens with its keys and values. What was computed for a beginning is kept, and
/// <see cref="Continue"/> computes only what differs: the results are bit for bit those of a fresh session. Not thread safe.
/// </summary>
public sealed class EmbeddedSession : IDisposable
{
    readonly LlamaShape _shape;
    readonly KeyValueCache _cache;
    readonly LlamaForward _forward;
    readonly List<int> _tokens = [];

    // Computed behind the tokens, should they come, and which scores are those of what follows the tokens.
    readonly Queue<int> _guess = [];
    int _scored;

    internal EmbeddedSession(LlamaShape shape, LlamaWeights weights, ThreadTeam team, int contextLength)
    {
        _shape = shape;
        _cache = new KeyValueCache(shape, contextLength);
        _forward = new LlamaForward(shape, weights, team, _cache);
    }

    /// <summary>Tokens of a guess that are computed at most.</summary>
    public const int MostGuessed = LlamaForward.MostScored - 1;

    /// <summary>Positions that the session can hold.</summary>
    public int ContextLength => _cache.Positions;

    /// <summary>The tokens computed so far.</summary>
    public IReadOnlyList<int> Tokens => _tokens;

    /// <summary>The scores of the next token, one a token of the vocabulary, after the last call that computed. Valid until the next.</summary>
    public ReadOnlySpan<float> Logits => _forward.Logits(_scored);

    /// <summary>Tokens appended so far that were guessed, and so cost nothing when they came.</summary>
    public long Guessed { get; private set; }

    /// <summary>Forgets everything after the first so many tokens.</summary>
    public void Rewind(int length)
    {
        _tokens.RemoveRange(length, _tokens.Count - length);
        _guess.Clear();
    }

    /// <summary>
    /// Makes the session hold exactly these tokens. The longest common beginning with what it holds is kept, up to the last token
    /// but one, and the rest is computed in batches.
    /// </summary>
    /// <returns>How many tokens were kept.</returns>
    /// <exception cref="ContextOverflowException">They are more than <see cref="ContextLength"/>.</exception>
    /// <exception cref="OperationCanceledException">Cancelled between two batches; what was computed is kept.</exception>
    public int Continue(IReadOnlyList<int> tokens, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfZero(tokens.Count);
        if (tokens.Count > ContextLength)
        {
            throw new ContextOverflowException(tokens.Count, ContextLength);
        }
        var kept = 0;
        while (kept < Math.Min(_tokens.Count, tokens.Count - 1) && _tokens[kept] == tokens[kept])
        {
            kept++;
        }
        Rewind(kept);
        Append([.. tokens.Skip(kept)], cancellation);
        return kept;
    }

    /// <summary>Computes more tokens after those that are there: many are a prefill, one is a decoding step.</summary>
    /// <exception cref="ContextOverflowException">They would not fit.</exception>
    /// <exception cref="OperationCanceledException">Cancelled between two batches; what was computed is kept.</exception>
    public void Append(ReadOnlySpan<int> tokens, CancellationToken cancellation = default) => Append(tokens, [], cancellation);

    /// <summary>
    /// The same, and computes in one go with them what may come next. Tokens appended afterwards that were guessed so cost
    /// nothing, and the results are the same, guessed well or badly (speculative decoding: Leviathan et al. 2023).
    /// </summary>
    /// <param name="tokens">The tokens.</param>
    /// <param name="guess">What may follow them; what does not fit is left out.</param>
    /// <param name="cancellation">Looked at between batches.</param>
    /// <exception cref="ContextOverflowException">They would not fit.</exception>
    /// <exception cref="OperationCanceledException">Cancelled between two batches; what was computed is kept.</exception>
    public void Append(ReadOnlySpan<int> tokens, ReadOnlySpan<int> guess, CancellationToken cancellation = default)
    {
        if (_tokens.Count + tokens.Length > ContextLength)
        {
            throw new ContextOverflowException(_tokens.Count + tokens.Length, ContextLength);
        }
        Check(tokens);
        Check(guess);
        while (tokens.Length > 0 && _guess.TryPeek(out var guessed) && guessed == tokens[0])
        {
            _tokens.Add(_guess.Dequeue());
            _scored++;
            Guessed++;
            tokens = tokens[1..];
        }
        while (tokens.Length > 0)
        {
            _guess.Clear();
            cancellation.ThrowIfCancellationRequested();
            var batch = tokens[..Math.Min(tokens.Length, LlamaForward.Batch)];
            tokens = tokens[batch.Length..];
            if (tokens.IsEmpty)
            {
                var room = Math.Min(LlamaForward.Batch - batch.Length, ContextLength - _tokens.Count - batch.Length);
                Run(batch, guess[..Math.Min(guess.Length, Math.Min(MostGuessed, room))]);
            }
            else
            {
                _forward.Run(batch, _tokens.Count, scored: 0);
            }
            CollectionsMarshal.SetCount(_tokens, _tokens.Count + batch.Length);
            batch.CopyTo(CollectionsMarshal.AsSpan(_tokens)[^batch.Length..]);
        }
    }

    void Check(ReadOnlySpan<int> tokens)
    {
        foreach (var token in tokens)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(token);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(token, _shape.Vocabulary);
        }
    }

    /// <summary>Computes the last batch with a guess behind it.</summary>
    void Run(ReadOnlySpan<int> batch, ReadOnlySpan<int> guess)
    {
        _forward.Run(guess.IsEmpty ? batch : [.. batch, .. guess], _tokens.Count, scored: 1 + guess.Length);
        _scored = 0;
        foreach (var token in guess)
        {
            _guess.Enqueue(token);
        }
    }

    /// <summary>Writes the keys and values of the first tokens, and a hash of them.</summary>
    internal void Write(Stream stream, int length)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        _cache.ForEach(length, piece =>
        {
            hash.AppendData(piece);
            stream.Write(piece);
        });
        stream.Write(hash.GetHashAndReset());
    }

    /// <summary>Makes the session hold exactly these tokens, with keys and values that <see cref="Write"/> wrote for them.</summary>
    /// <returns>False where they are damaged or don't fit: the session is then empty.</returns>
    /// <exception cref="IOException">They could not be read; the session is then empty.</exception>
    internal bool Read(Stream stream, IReadOnlyList<int> tokens)
    {
        Rewind(0);
        if (tokens.Count > ContextLength)
        {
            return false;
        }
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var whole = true;
        _cache.ForEach(tokens.Count, piece =>
        {
            whole = whole && stream.ReadAtLeast(piece, piece.Length, throwOnEndOfStream: false) == piece.Length;
            hash.AppendData(piece);
        });
        Span<byte> written = stackalloc byte[SHA256.HashSizeInBytes];
        whole = whole && stream.ReadAtLeast(written, written.Length, throwOnEndOfStream: false) == written.Length && written.SequenceEqual(hash.GetHashAndReset());
        if (whole)
        {
            _tokens.AddRange(tokens);
        }
        return whole;
    }

    /// <summary>Frees the keys and values.</summary>
    public void Dispose()
    {
        _forward.Dispose();
        _cache.Dispose();
    }
}
