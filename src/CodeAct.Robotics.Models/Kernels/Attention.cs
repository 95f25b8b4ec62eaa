using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CodeAct.Robotics.Models.Kernels;

/// <summary>
/// Softmax attention of the query heads that share one key-value head (grouped queries, Ainslie et al. 2023). Keys and values of a long
/// conversation do not fit into a core's cache, so they are read once for three heads at a time. Each number is the same however the
/// work is shared out: a score is summed over dimensions, a mix over positions, both in order, within a lane.
/// </summary>
static unsafe class Attention
{
    /// <summary>Scores are computed for this many positions at a time, so keys and scratch must be there up to its next multiple.</summary>
    public const int Step = 32;

    /// <summary>Dimensions that are mixed at a time; those of a head are a multiple of it.</summary>
    public const int MixStep = 32;

    // Three times four vectors are what sixteen registers hold beside what is read.
    const int Together = 3;

    /// <summary>scores[head, position] = query · key, for positions from a multiple of <see cref="Step"/> on.</summary>
    /// <param name="queries">One a head, one behind the other.</param>
    /// <param name="heads">How many.</param>
    /// <param name="dimensions">Of a head.</param>
    /// <param name="keys">Eight positions side by side ([position / 8][dimension][8]).</param>
    /// <param name="from">The first position.</param>
    /// <param name="to">Behind the last one.</param>
    /// <param name="scores">A head's scores.</param>
    /// <param name="stride">Floats from one head's scores to the next one's.</param>
    public static void Score(float* queries, int heads, int dimensions, float* keys, int from, int to, float* scores, int stride)
    {
        for (; heads >= Together; heads -= Together)
        {
            ScoreThree(queries, dimensions, keys, from, to, scores, stride);
            queries += Together * dimensions;
            scores += Together * (long)stride;
        }
        for (; heads > 0; heads--)
        {
            ScoreOne(queries, dimensions, keys, from, to, scores);
            queries += dimensions;
            scores += stride;
        }
    }

    /// <summary>Leaves e^(scale (score − largest)) of one head and returns one divided by their sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Softmax(float* scores, int positions, float scale)
    {
        var padded = (positions + 7) & ~7;
        for (var i = positions; i < padded; i++)
        {
            scores[i] = float.NegativeInfinity;
        }
        var most = Vector256.Create(float.NegativeInfinity);
        for (var i = 0; i < padded; i += 8)
        {
            most = Vector256.Max(most, Vector256.Load(scores + i));
        }
        var largest = float.NegativeInfinity;
        for (var lane = 0; lane < 8; lane++)
        {
            largest = MathF.Max(largest, most[lane]);
        }
        var sum = Vector256<float>.Zero;
        var factor = Vector256.Create(scale);
        var peak = Vector256.Create(largest);
        for (var i = 0; i < padded; i += 8)
        {
            var weight = VectorMath.Exp((Vector256.Load(scores + i) - peak) * factor);
            weight.Store(scores + i);
            sum += weight;
        }
        return 1 / VectorMath.Sum(sum);
    }

    /// <summary>target[head, dimension] = factor[head] Σ weights[head, position] values[position, dimension], for <see cref="MixStep"/> dimensions.</summary>
    /// <param name="weights">What <see cref="Softmax"/> left, a head.</param>
    /// <param name="stride">Floats from one head's weights to the next one's.</param>
    /// <param name="factors">What it returned, one a head.</param>
    /// <param name="heads">How many.</param>
    /// <param name="dimensions">Of a head.</param>
    /// <param name="values">Row by row, from the first of the dimensions on.</param>
    /// <param name="positions">Rows.</param>
    /// <param name="target">From the first of the dimensions of the first head on; heads lie one behind the other.</param>
    public static void Mix(float* weights, int stride, float* factors, int heads, int dimensions, float* values, int positions, float* target)
    {
        for (; heads >= Together; heads -= Together)
        {
            MixThree(weights, stride, factors, dimensions, values, positions, target);
            weights += Together * (long)stride;
            factors += Together;
            target += Together * dimensions;
        }
        for (; heads > 0; heads--)
        {
            MixOne(weights, *factors++, dimensions, values, positions, target);
            weights += stride;
            target += dimensions;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void ScoreOne(float* query, int dimensions, float* keys, int from, int to, float* scores)
    {
        var stride = 8 * dimensions;
        for (var position = from; position < to; position += Step)
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
            Store(scores + position, a, b, c, d);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void ScoreThree(float* query, int dimensions, float* keys, int from, int to, float* scores, int scoresStride)
    {
        var stride = 8 * dimensions;
        for (var position = from; position < to; position += Step)
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
            Store(scores + position, a0, b0, c0, d0);
            Store(scores + scoresStride + position, a1, b1, c1, d1);
            Store(scores + 2L * scoresStride + position, a2, b2, c2, d2);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void MixOne(float* weights, float factor, int dimensions, float* value, int positions, float* target)
    {
        Vector256<float> a = default, b = default, c = default, d = default;
        for (var i = 0; i < positions; i++)
        {
            var weight = Vector256.Create(weights[i]);
            a = Vector256.FusedMultiplyAdd(weight, Vector256.Load(value), a);
            b = Vector256.FusedMultiplyAdd(weight, Vector256.Load(value + 8), b);
            c = Vector256.FusedMultiplyAdd(weight, Vector256.Load(value + 16), c);
            d = Vector256.FusedMultiplyAdd(weight, Vector256.Load(value + 24), d);
            value += dimensions;
        }
        Store(target, a * factor, b * factor, c * factor, d * factor);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void MixThree(float* weights, int stride, float* factors, int dimensions, float* value, int positions, float* target)
    {
        Vector256<float> a0 = default, b0 = default, c0 = default, d0 = default;
        Vector256<float> a1 = default, b1 = default, c1 = default, d1 = default;
        Vector256<float> a2 = default, b2 = default, c2 = default, d2 = default;
        float* second = weights + stride, third = second + stride;
        for (var i = 0; i < positions; i++)
        {
            var w0 = Vector256.Create(weights[i]);
            var w1 = Vector256.Create(second[i]);
            var w2 = Vector256.Create(third[i]);
            var v = Vector256.Load(value);
            a0 = Vector256.FusedMultiplyAdd(w0, v, a0);
            a1 = Vector256.FusedMultiplyAdd(w1, v, a1);
            a2 = Vector256.FusedMultiplyAdd(w2, v, a2);
            v = Vector256.Load(value + 8);
            b0 = Vector256.FusedMultiplyAdd(w0, v, b0);
            b1 = Vector256.FusedMultiplyAdd(w1, v, b1);
            b2 = Vector256.FusedMultiplyAdd(w2, v, b2);
            v = Vector256.Load(value + 16);
            c0 = Vector256.FusedMultiplyAdd(w0, v, c0);
            c1 = Vector256.FusedMultiplyAdd(w1, v, c1);
            c2 = Vector256.FusedMultiplyAdd(w2, v, c2);
            v = Vector256.Load(value + 24);
            d0 = Vector256.FusedMultiplyAdd(w0, v, d0);
            d1 = Vector256.FusedMultiplyAdd(w1, v, d1);
            d2 = Vector256.FusedMultiplyAdd(w2, v, d2);
            value += dimensions;
        }
        Store(target, a0 * factors[0], b0 * factors[0], c0 * factors[0], d0 * factors[0]);
        Store(target + dimensions, a1 * factors[1], b1 * factors[1], c1 * factors[1], d1 * factors[1]);
        Store(target + 2 * dimensions, a2 * factors[2], b2 * factors[2], c2 * factors[2], d2 * factors[2]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Store(float* target, Vector256<float> a, Vector256<float> b, Vector256<float> c, Vector256<float> d)
    {
        a.Store(target);
        b.Store(target + 8);
        c.Store(target + 16);
        d.Store(target + 24);
    }
}
