namespace CodeAct.Robotics.Models.Sampling;

/// <summary>Which tokens of a vocabulary may come: one bit each.</summary>
sealed class TokenMask(int tokens)
{
    readonly ulong[] _bits = new ulong[(tokens + 63) / 64];

    /// <summary>Allows a token.</summary>
    public void Add(int token) => _bits[token >> 6] |= 1UL << token;

    /// <summary>Whether a token may come.</summary>
    public bool Allows(int token) => (_bits[token >> 6] >> token & 1) != 0;

    /// <summary>Copies the scores of the tokens that may come; all others get minus infinity.</summary>
    public void Apply(ReadOnlySpan<float> scores, Span<float> masked)
    {
        for (var word = 0; word < _bits.Length; word++)
        {
            var bits = _bits[word];
            var from = word * 64;
            var count = Math.Min(64, scores.Length - from);
            if (bits == ulong.MaxValue)
            {
                scores.Slice(from, count).CopyTo(masked[from..]);
                continue;
            }
            masked.Slice(from, count).Fill(float.NegativeInfinity);
            for (; bits != 0; bits &= bits - 1)
            {
                var at = from + System.Numerics.BitOperations.TrailingZeroCount(bits);
                masked[at] = scores[at];
            }
        }
    }
}
