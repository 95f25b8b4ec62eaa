using System.Runtime.CompilerServices;

namespace CodeAct.Robotics.Models.Kernels;

/// <summary>One row, no vectors: the plain meaning of the other widths, and what runs where there are none.</summary>
readonly unsafe struct LanesScalar : ILanes<int, float>
{
    public static int Rows
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Load(byte* source) => *(int*)source;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LowNibbles(int bytes) => bytes & 0x0F0F0F0F;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int HighNibbles(int bytes) => (bytes >> 4) & 0x0F0F0F0F;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Spread(sbyte* four) => *(int*)four;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int AddNibbleProducts(int unfinished, int weights, int activations) => AddByteProducts(unfinished, weights, activations);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Finish(int unfinished) => unfinished;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int AddByteProducts(int sum, int weights, int activations) =>
        sum
        + ((sbyte)weights * (sbyte)activations)
        + ((sbyte)(weights >> 8) * (sbyte)(activations >> 8))
        + ((sbyte)(weights >> 16) * (sbyte)(activations >> 16))
        + ((weights >> 24) * (activations >> 24));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MinusToFloat(int sum, int subtrahend) => sum - subtrahend;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float LoadFloats(float* source) => *source;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* target, float value) => *target = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float SpreadFloat(float value) => value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Multiply(float a, float b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MultiplyAdd(float a, float b, float c) => MathF.FusedMultiplyAdd(a, b, c);
}
