using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CodeAct.Robotics.Models.Kernels;

/// <summary>
/// Float arithmetic of the layers, on eight lanes. <see cref="Vector256"/> works lane by lane whatever the machine has, so these
/// give the same bits everywhere; sums across lanes are taken in one written order.
/// </summary>
static unsafe class VectorMath
{
    /// <summary>e^x to about one unit in the last place; below −87 it is 0. Cephes' expf: halves of ln 2, then a polynomial.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Exp(Vector256<float> x)
    {
        var underflow = Vector256.LessThan(x, Vector256.Create(-87f));
        x = Vector256.Min(Vector256.Max(x, Vector256.Create(-87f)), Vector256.Create(88f));
        var magic = Vector256.Create(12582912f);
        var shifted = Vector256.FusedMultiplyAdd(x, Vector256.Create(1.44269504088896341f), magic);
        var power = shifted - magic;
        var r = Vector256.FusedMultiplyAdd(power, Vector256.Create(-0.693359375f), x);
        r = Vector256.FusedMultiplyAdd(power, Vector256.Create(2.12194440e-4f), r);
        var y = Vector256.Create(1.9875691500e-4f);
        y = Vector256.FusedMultiplyAdd(y, r, Vector256.Create(1.3981999507e-3f));
        y = Vector256.FusedMultiplyAdd(y, r, Vector256.Create(8.3334519073e-3f));
        y = Vector256.FusedMultiplyAdd(y, r, Vector256.Create(4.1665795894e-2f));
        y = Vector256.FusedMultiplyAdd(y, r, Vector256.Create(1.6666665459e-1f));
        y = Vector256.FusedMultiplyAdd(y, r, Vector256.Create(5.0000001201e-1f));
        y = Vector256.FusedMultiplyAdd(y, r * r, r + Vector256<float>.One);
        var scale = ((shifted.AsInt32() - magic.AsInt32() + Vector256.Create(127)) << 23).AsSingle();
        return Vector256.AndNot(y * scale, underflow);
    }

    /// <summary>The sum of the lanes: halves, then quarters, then the last two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector256<float> value)
    {
        var four = value.GetLower() + value.GetUpper();
        return (four[0] + four[2]) + (four[1] + four[3]);
    }

    /// <summary>target = source / sqrt(mean(source²) + epsilon) · weight (RMSNorm, Zhang and Sennrich 2019). The length is a multiple of 8.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void RootMeanSquareNorm(float* source, float* weight, float* target, int length, float epsilon)
    {
        var squares = Vector256<float>.Zero;
        for (var i = 0; i < length; i += 8)
        {
            var value = Vector256.Load(source + i);
            squares = Vector256.FusedMultiplyAdd(value, value, squares);
        }
        var scale = Vector256.Create(1 / MathF.Sqrt(Sum(squares) / length + epsilon));
        for (var i = 0; i < length; i += 8)
        {
            (Vector256.Load(source + i) * scale * Vector256.Load(weight + i)).Store(target + i);
        }
    }

    /// <summary>target += source. The length is a multiple of 8.</summary>
    public static void Add(float* source, float* target, int length)
    {
        for (var i = 0; i < length; i += 8)
        {
            (Vector256.Load(target + i) + Vector256.Load(source + i)).Store(target + i);
        }
    }

    /// <summary>target = gate / (1 + e^−gate) · up (SwiGLU, Shazeer 2020). The length is a multiple of 8.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SwishGate(float* gate, float* up, float* target, int length)
    {
        for (var i = 0; i < length; i += 8)
        {
            var x = Vector256.Load(gate + i);
            (x / (Vector256<float>.One + Exp(-x)) * Vector256.Load(up + i)).Store(target + i);
        }
    }

    /// <summary>Turns neighbouring pairs by angles, given as cosines twice and sines as −s, s (RoPE, Su et al. 2021).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rotate(float* source, float* cosines, float* sines, float* target, int length)
    {
        for (var i = 0; i < length; i += 8)
        {
            var x = Vector256.Load(source + i);
            var swapped = Vector256.Shuffle(x, Vector256.Create(1, 0, 3, 2, 5, 4, 7, 6));
            Vector256.FusedMultiplyAdd(x, Vector256.Load(cosines + i), swapped * Vector256.Load(sines + i)).Store(target + i);
        }
    }
}
