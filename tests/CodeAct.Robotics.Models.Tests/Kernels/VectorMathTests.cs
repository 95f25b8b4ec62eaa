using System.Runtime.Intrinsics;
using CodeAct.Robotics.Models.Kernels;

namespace CodeAct.Robotics.Models.Tests.Kernels;

public sealed unsafe class VectorMathTests
{
    [Fact]
    public void Exp_WholeRange_IsWithinTwoUnitsInTheLastPlace()
    {
        for (var x = -86.9f; x < 88; x += 0.0137f)
        {
            var exact = Math.Exp(x);
            Assert.InRange(VectorMath.Exp(Vector256.Create(x))[0], exact * (1 - 2.4e-7), exact * (1 + 2.4e-7));
        }
        Assert.Equal(0, VectorMath.Exp(Vector256.Create(float.NegativeInfinity))[0]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(7)]
    public void Attend_RandomHeads_AgreesWithDoubles(int heads)
    {
        const int Size = 64;
        foreach (var positions in (int[])[1, 7, 8, 33, 100])
        {
            var random = new Random(positions);
            float[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() * 2 - 1)];
            var (query, plain, values) = (Draw(heads * Size), Draw(128 * Size), Draw(128 * Size));
            var keys = new float[128 * Size];
            for (var i = 0; i < plain.Length; i++)
            {
                keys[(i / Size & ~7) * Size + i % Size * 8 + (i / Size & 7)] = plain[i];
            }
            var rows = new float[128 * Size];
            for (var i = 0; i < values.Length; i++)
            {
                var (dimension, position) = (i % Size, i / Size);
                rows[dimension / Attention.MixStep * Attention.MixStep * 128 + position * Attention.MixStep + dimension % Attention.MixStep] = values[i];
            }
            var scores = new float[heads * 128];
            var factors = new float[heads];
            var actual = new float[heads * Size];
            fixed (float* q = query, k = keys, v = rows, s = scores, f = factors, t = actual)
            {
                // In two stretches, as decoding does.
                AttentionScores.Compute(q, heads, Size, k, 0, Math.Min(32, positions), s, 128);
                AttentionScores.Compute(q, heads, Size, k, 32, positions, s, 128);
                for (var head = 0; head < heads; head++)
                {
                    f[head] = Attention.Softmax(s + head * 128, positions, 0.125f);
                }
                for (var dimension = 0; dimension < Size; dimension += Attention.MixStep)
                {
                    AttentionMix.Compute(s, 128, f, heads, Size, v + dimension * 128, positions, t + dimension);
                }
            }

            for (var head = 0; head < heads; head++)
            {
                var weights = Enumerable.Range(0, positions)
                    .Select(p => Math.Exp(Enumerable.Range(0, Size).Sum(d => (double)query[head * Size + d] * plain[p * Size + d]) * 0.125)).ToArray();
                for (var d = 0; d < Size; d++)
                {
                    Assert.Equal(weights.Select((w, p) => w * values[p * Size + d]).Sum() / weights.Sum(), actual[head * Size + d], 1e-5);
                }
            }
        }
    }
}
