using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CodeAct.Robotics.Models.Kernels;

/// <summary>How much queries have to do with keys.</summary>
static unsafe class AttentionScores
{
    /// <summary>scores[head, position] = query · key, for positions from a multiple of <see cref="Attention.Step"/> on.</summary>
    /// <param name="queries">One a head, one behind the other.</param>
    /// <param name="heads">How many.</param>
    /// <param name="dimensions">Of a head.</param>
    /// <param name="keys">Eight positions side by side ([position / 8][dimension][8]).</param>
    /// <param name="from">The first position.</param>
    /// <param name="to">Behind the last one.</param>
    /// <param name="scores">A head's scores.</param>
    /// <param name="stride">Floats from one head's scores to the next one's.</param>
    public static void Compute(float* queries, int heads, int dimensions, float* keys, int from, int to, float* scores, int stride)
    {
        for (; heads >= Attention.Together; heads -= Attention.Together)
        {
            Three(queries, dimensions, keys, from, to, scores, stride);
            queries += Attention.Together * dimensions;
            scores += Attention.Together * (long)stride;
        }
        for (; heads > 0; heads--)
        {
            One(queries, dimensions, keys, from, to, scores);
            queries += dimensions;
            scores += stride;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void One(float* query, int dimensions, float* keys, int from, int to, float* scores)
    {
        var stride = 8 * dimensions;
        for (var position = from; position < to; position += Attention.Step)
        {
            Vector256<float> a = default, b = default, c = default, d = default;
            var key = keys + (long)position * dimensions;
            for (var i = 0; i < dimensions; i++)
            {
                var q = Vector256.Create(query[i]);
                a = Vector256.FusedMultiplyAdd(q, Vector256.Load(key), a);
                b = Vector256.FusedMultiplyAdd(q, Vector256.Load(key + stride), b);
                c = Vector256.FusedMultiplyAdd(q, Vector256.Load(key + 2 * stride), c);
                d = Vector256.FusedMultiplyAdd(q, Vector256.Load(key + 3 * stride), d);
                key += 8;
            }
            Attention.Store(scores + position, a, b, c, d);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Three(float* query, int dimensions, float* keys, int from, int to, float* scores, int scoresStride)
    {
        var stride = 8 * dimensions;
        for (var position = from; position < to; position += Attention.Step)
        {
            Vector256<float> a0 = default, b0 = default, c0 = default, d0 = default;
            Vector256<float> a1 = default, b1 = default, c1 = default, d1 = default;
            Vector256<float> a2 = default, b2 = default, c2 = default, d2 = default;
            var key = keys + (long)position * dimensions;
            for (var i = 0; i < dimensions; i++)
            {
                var q0 = Vector256.Create(query[i]);
                var q1 = Vector256.Create(query[dimensions + i]);
                var q2 = Vector256.Create(query[2 * dimensions + i]);
                var k = Vector256.Load(key);
                a0 = Vector256.FusedMultiplyAdd(q0, k, a0);
                a1 = Vector256.FusedMultiplyAdd(q1, k, a1);
                a2 = Vector256.FusedMultiplyAdd(q2, k, a2);
                k = Vector256.Load(key + stride);
                b0 = Vector256.FusedMultiplyAdd(q0, k, b0);
                b1 = Vector256.FusedMultiplyAdd(q1, k, b1);
                b2 = Vector256.FusedMultiplyAdd(q2, k, b2);
                k = Vector256.Load(key + 2 * stride);
                c0 = Vector256.FusedMultiplyAdd(q0, k, c0);
                c1 = Vector256.FusedMultiplyAdd(q1, k, c1);
                c2 = Vector256.FusedMultiplyAdd(q2, k, c2);
                k = Vector256.Load(key + 3 * stride);
                d0 = Vector256.FusedMultiplyAdd(q0, k, d0);
                d1 = Vector256.FusedMultiplyAdd(q1, k, d1);
                d2 = Vector256.FusedMultiplyAdd(q2, k, d2);
                key += 8;
            }
            Attention.Store(scores + position, a0, b0, c0, d0);
            Attention.Store(scores + scoresStride + position, a1, b1, c1, d1);
            Attention.Store(scores + 2L * scoresStride + position, a2, b2, c2, d2);
        }
    }
}
