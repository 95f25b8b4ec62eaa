using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CodeAct.Robotics.Models.Kernels;

/// <summary>The sum of values that attention weighs.</summary>
static unsafe class AttentionMix
{
    /// <summary>target[head, dimension] = factor[head] Σ weights[head, position] values[position, dimension], for <see cref="Attention.MixStep"/> dimensions.</summary>
    /// <param name="weights">What <see cref="Attention.Softmax"/> left, a head.</param>
    /// <param name="stride">Floats from one head's weights to the next one's.</param>
    /// <param name="factors">What it returned, one a head.</param>
    /// <param name="heads">How many.</param>
    /// <param name="dimensions">Of a head.</param>
    /// <param name="values">These dimensions, one row a position: threads that mix others read other memory.</param>
    /// <param name="positions">Rows.</param>
    /// <param name="target">From the first of the dimensions of the first head on; heads lie one behind the other.</param>
    public static void Compute(float* weights, int stride, float* factors, int heads, int dimensions, float* values, int positions, float* target)
    {
        for (; heads >= Attention.Together; heads -= Attention.Together)
        {
            Three(weights, stride, factors, dimensions, values, positions, target);
            weights += Attention.Together * (long)stride;
            factors += Attention.Together;
            target += Attention.Together * dimensions;
        }
        for (; heads > 0; heads--)
        {
            One(weights, *factors++, values, positions, target);
            weights += stride;
            target += dimensions;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void One(float* weights, float factor, float* value, int positions, float* target)
    {
        Vector256<float> a = default, b = default, c = default, d = default;
        for (var i = 0; i < positions; i++)
        {
            var weight = Vector256.Create(weights[i]);
            a = Vector256.FusedMultiplyAdd(weight, Vector256.Load(value), a);
            b = Vector256.FusedMultiplyAdd(weight, Vector256.Load(value + 8), b);
            c = Vector256.FusedMultiplyAdd(weight, Vector256.Load(value + 16), c);
            d = Vector256.FusedMultiplyAdd(weight, Vector256.Load(value + 24), d);
            value += Attention.MixStep;
        }
        Attention.Store(target, a * factor, b * factor, c * factor, d * factor);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Three(float* weights, int stride, float* factors, int dimensions, float* value, int positions, float* target)
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
            value += Attention.MixStep;
        }
        Attention.Store(target, a0 * factors[0], b0 * factors[0], c0 * factors[0], d0 * factors[0]);
        Attention.Store(target + dimensions, a1 * factors[1], b1 * factors[1], c1 * factors[1], d1 * factors[1]);
        Attention.Store(target + 2 * dimensions, a2 * factors[2], b2 * factors[2], c2 * factors[2], d2 * factors[2]);
    }
}
