using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace CodeAct.Robotics.Models.Kernels;

/// <summary>Four rows: NEON with or without the dot product instructions (Raspberry Pi 5 and Jetson Orin have them), or SSSE3.</summary>
readonly unsafe struct Lanes128 : ILanes<Vector128<int>, Vector128<float>>
{
    public static bool IsSupported => AdvSimd.Arm64.IsSupported || Ssse3.IsSupported;

    public static int Rows
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 4;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Load(byte* source) => Vector128.Load(source).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> LowNibbles(Vector128<int> bytes) => bytes & Vector128.Create((byte)15).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> HighNibbles(Vector128<int> bytes) =>
        AdvSimd.IsSupported
            ? AdvSimd.ShiftRightLogical(bytes.AsByte(), 4).AsInt32()
            : Vector128.ShiftRightLogical(bytes, 4) & Vector128.Create((byte)15).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Spread(sbyte* four) => Vector128.Create(*(int*)four);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> AddNibbleProducts(Vector128<int> unfinished, Vector128<int> weights, Vector128<int> activations) =>
        Dp.IsSupported
            ? Dp.DotProduct(unfinished, weights.AsSByte(), activations.AsSByte())
            : AdvSimd.Arm64.IsSupported
                ? (unfinished.AsInt16() + PairProducts(weights.AsSByte(), activations.AsSByte())).AsInt32()
                : (unfinished.AsInt16() + Ssse3.MultiplyAddAdjacent(weights.AsByte(), activations.AsSByte())).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Finish(Vector128<int> unfinished) =>
        Dp.IsSupported
            ? unfinished
            : AdvSimd.Arm64.IsSupported
                ? AdvSimd.AddPairwiseWidening(unfinished.AsInt16())
                : Sse2.MultiplyAddAdjacent(unfinished.AsInt16(), Vector128<short>.One);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> AddByteProducts(Vector128<int> sum, Vector128<int> weights, Vector128<int> activations)
    {
        if (Dp.IsSupported)
        {
            return Dp.DotProduct(sum, weights.AsSByte(), activations.AsSByte());
        }
        if (AdvSimd.Arm64.IsSupported)
        {
            // A pair is at most 2 x 128 x 127 = 32,512, which 16 bits hold.
            return AdvSimd.AddPairwiseWideningAndAdd(sum, PairProducts(weights.AsSByte(), activations.AsSByte()));
        }
        var magnitude = Ssse3.Abs(weights.AsSByte());
        var signed = Ssse3.Sign(activations.AsSByte(), weights.AsSByte());
        return sum + Sse2.MultiplyAddAdjacent(Ssse3.MultiplyAddAdjacent(magnitude, signed), Vector128<short>.One);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> MinusToFloat(Vector128<int> sum, int subtrahend) =>
        Vector128.ConvertToSingle(sum - Vector128.Create(subtrahend));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> LoadFloats(float* source) => Vector128.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* target, Vector128<float> value) => value.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> SpreadFloat(float value) => Vector128.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Multiply(Vector128<float> a, Vector128<float> b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> MultiplyAdd(Vector128<float> a, Vector128<float> b, Vector128<float> c) =>
        Vector128.FusedMultiplyAdd(a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector128<short> PairProducts(Vector128<sbyte> a, Vector128<sbyte> b) =>
        AdvSimd.Arm64.AddPairwise(
            AdvSimd.MultiplyWideningLower(a.GetLower(), b.GetLower()),
            AdvSimd.MultiplyWideningUpper(a, b));
}
