using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CodeAct.Robotics.Models.Kernels;

/// <summary>Eight rows with AVX2.</summary>
readonly unsafe struct Lanes256 : ILanes<Vector256<int>, Vector256<float>>
{
    public static bool IsSupported => Avx2.IsSupported && Fma.IsSupported;

    public static int Rows
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 8;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Load(byte* source) => Vector256.Load(source).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> LowNibbles(Vector256<int> bytes) => bytes & Vector256.Create((byte)15).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> HighNibbles(Vector256<int> bytes) =>
        Vector256.ShiftRightLogical(bytes, 4) & Vector256.Create((byte)15).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Spread(sbyte* four) => Vector256.Create(*(int*)four);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> AddNibbleProducts(Vector256<int> unfinished, Vector256<int> weights, Vector256<int> activations) =>
        (unfinished.AsInt16() + Avx2.MultiplyAddAdjacent(weights.AsByte(), activations.AsSByte())).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Finish(Vector256<int> unfinished) =>
        Avx2.MultiplyAddAdjacent(unfinished.AsInt16(), Vector256<short>.One);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> AddByteProducts(Vector256<int> sum, Vector256<int> weights, Vector256<int> activations)
    {
        // |w| is 0..128 as an unsigned byte, and the sign moves to the activation, which has no -128 to overflow.
        var magnitude = Avx2.Abs(weights.AsSByte());
        var signed = Avx2.Sign(activations.AsSByte(), weights.AsSByte());
        return sum + Avx2.MultiplyAddAdjacent(Avx2.MultiplyAddAdjacent(magnitude, signed), Vector256<short>.One);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> MinusToFloat(Vector256<int> sum, int subtrahend) =>
        Avx.ConvertToVector256Single(sum - Vector256.Create(subtrahend));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> LoadFloats(float* source) => Vector256.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* target, Vector256<float> value) => value.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> SpreadFloat(float value) => Vector256.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Multiply(Vector256<float> a, Vector256<float> b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> MultiplyAdd(Vector256<float> a, Vector256<float> b, Vector256<float> c) =>
        Vector256.FusedMultiplyAdd(a, b, c);
}
