using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CodeAct.Robotics.Models.Kernels;

/// <summary>
/// Sixteen rows with AVX-512. Without AVX-512 but with AVX2 it still runs, in halves, so that its layout is tested everywhere.
/// </summary>
readonly unsafe struct Lanes512 : ILanes<Vector512<int>, Vector512<float>>
{
    public static bool IsSupported => Avx512BW.IsSupported;

    /// <summary>Whether it runs at all, if slowly.</summary>
    public static bool IsPossible => Avx2.IsSupported && Fma.IsSupported;

    public static int Rows
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 16;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Load(byte* source) => Vector512.Load(source).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> LowNibbles(Vector512<int> bytes) => bytes & Vector512.Create((byte)15).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> HighNibbles(Vector512<int> bytes) =>
        Vector512.ShiftRightLogical(bytes, 4) & Vector512.Create((byte)15).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Spread(sbyte* four) => Vector512.Create(*(int*)four);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> AddNibbleProducts(Vector512<int> unfinished, Vector512<int> weights, Vector512<int> activations) =>
        Avx512BW.IsSupported
            ? (unfinished.AsInt16() + Avx512BW.MultiplyAddAdjacent(weights.AsByte(), activations.AsSByte())).AsInt32()
            : Vector512.Create(
                Lanes256.AddNibbleProducts(unfinished.GetLower(), weights.GetLower(), activations.GetLower()),
                Lanes256.AddNibbleProducts(unfinished.GetUpper(), weights.GetUpper(), activations.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Finish(Vector512<int> unfinished) =>
        Avx512BW.IsSupported
            ? Avx512BW.MultiplyAddAdjacent(unfinished.AsInt16(), Vector512<short>.One)
            : Vector512.Create(Lanes256.Finish(unfinished.GetLower()), Lanes256.Finish(unfinished.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> AddByteProducts(Vector512<int> sum, Vector512<int> weights, Vector512<int> activations)
    {
        if (!Avx512BW.IsSupported)
        {
            return Vector512.Create(
                Lanes256.AddByteProducts(sum.GetLower(), weights.GetLower(), activations.GetLower()),
                Lanes256.AddByteProducts(sum.GetUpper(), weights.GetUpper(), activations.GetUpper()));
        }
        // AVX-512 has no sign instruction: negate the activation where the weight is below zero. A zero weight needs no care.
        var magnitude = Avx512BW.Abs(weights.AsSByte());
        var negative = Vector512.LessThan(weights.AsSByte(), Vector512<sbyte>.Zero);
        var signed = Vector512.ConditionalSelect(negative, -activations.AsSByte(), activations.AsSByte());
        return sum + Avx512BW.MultiplyAddAdjacent(Avx512BW.MultiplyAddAdjacent(magnitude, signed), Vector512<short>.One);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> MinusToFloat(Vector512<int> sum, int subtrahend) =>
        Vector512.ConvertToSingle(sum - Vector512.Create(subtrahend));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> LoadFloats(float* source) => Vector512.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* target, Vector512<float> value) => value.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> SpreadFloat(float value) => Vector512.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Multiply(Vector512<float> a, Vector512<float> b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> MultiplyAdd(Vector512<float> a, Vector512<float> b, Vector512<float> c) =>
        Vector512.FusedMultiplyAdd(a, b, c);
}
