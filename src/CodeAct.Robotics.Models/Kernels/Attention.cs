using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CodeAct.Robotics.Models.Kernels;

/// <summary>
/// Softmax attention of the query heads that share one key-value head (grouped queries, Ainslie et al. 2023): <see cref="AttentionScores"/>,
/// then this, then <see cref="AttentionMix"/>. Keys and values of a long conversation do not fit into a core's cache, so they are read once
/// for three heads at a time. Each number is the same however the work is shared out: a score is summed over dimensions, a mix over
/// positions, both in order, within a lane.
/// </summary>
static unsafe class Attention
{
    /// <summary>Scores are computed for this many positions at a time, so keys and scratch must be there up to its next multiple.</summary>
    public const int Step = 32;

    /// <summary>Dimensions that are mixed at a time; those of a head are a multiple of it.</summary>
    public const int MixStep = 32;

    /// <summary>Heads at a time: three times four vectors are what sixteen registers hold beside what is read.</summary>
    public const int Together = 3;

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

    /// <summary>Stores 32 floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Store(float* target, Vector256<float> a, Vector256<float> b, Vector256<float> c, Vector256<float> d)
    {
        a.Store(target);
        b.Store(target + 8);
        c.Store(target + 16);
        d.Store(target + 24);
    }
}
