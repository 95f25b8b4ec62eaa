using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CodeAct.Robotics.Models.Kernels;

/// <summary>
/// Softmax attention of one query over one key-value head. Keys lie eight positions side by side ([position / 8][dimension][8]),
/// so a score is a sum over dimensions within a lane; values lie row by row.
/// </summary>
static unsafe class Attention
{
    /// <summary>Scores are computed for this many positions at a time, so keys and scratch must be there up to its next multiple.</summary>
    public const int Step = 32;

    /// <summary>target = softmax(query · keys · scale) · values over the first <paramref name="positions"/> positions.</summary>
    public static void Attend(
        float* query, float* keys, float* values, int positions, int dimensions, float scale, float* scores, float* target)
    {
        Score(query, keys, positions, dimensions, scores);
        var total = Softmax(scores, positions, scale);
        Mix(scores, values, positions, dimensions, 1 / total, target);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Score(float* query, float* keys, int positions, int dimensions, float* scores)
    {
        var stride = 8 * dimensions;
        for (var position = 0; position < positions; position += Step)
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
            a.Store(scores + position);
            b.Store(scores + position + 8);
            c.Store(scores + position + 16);
            d.Store(scores + position + 24);
        }
    }

    /// <summary>Leaves e^(scale (score − largest)) and returns their sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static float Softmax(float* scores, int positions, float scale)
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
        return VectorMath.Sum(sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Mix(float* weights, float* values, int positions, int dimensions, float scale, float* target)
    {
        for (var dimension = 0; dimension < dimensions; dimension += 32)
        {
            Vector256<float> a = default, b = default, c = default, d = default;
            var value = values + dimension;
            for (var i = 0; i < positions; i++)
            {
                var weight = Vector256.Create(weights[i]);
                a = Vector256.FusedMultiplyAdd(weight, Vector256.Load(value), a);
                b = Vector256.FusedMultiplyAdd(weight, Vector256.Load(value + 8), b);
                c = Vector256.FusedMultiplyAdd(weight, Vector256.Load(value + 16), c);
                d = Vector256.FusedMultiplyAdd(weight, Vector256.Load(value + 24), d);
                value += dimensions;
            }
            (a * scale).Store(target + dimension);
            (b * scale).Store(target + dimension + 8);
            (c * scale).Store(target + dimension + 16);
            (d * scale).Store(target + dimension + 24);
        }
    }
}
