using System.Runtime.InteropServices;

namespace CodeAct.Robotics.Models.Kernels;

/// <summary>32 activations as signed bytes with one scale: what a quantised weight block is multiplied with (ggml's Q8_0 idea, the scale kept as a float).</summary>
[StructLayout(LayoutKind.Sequential)]
unsafe struct ActivationBlock
{
    public const int Length = 32;

    /// <summary>An activation is this times its byte.</summary>
    public float Scale;

    /// <summary>The sum of the 32 bytes, for weights that are stored with an offset.</summary>
    public int Sum;

    /// <summary>−127..127.</summary>
    public fixed sbyte Bytes[Length];
}
