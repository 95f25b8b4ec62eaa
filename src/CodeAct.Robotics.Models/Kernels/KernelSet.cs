using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace CodeAct.Robotics.Models.Kernels;

/// <summary>Which vector width the weight kernels use. All give the same bits; only the speed differs.</summary>
public enum KernelWidth
{
    /// <summary>The widest that this machine has.</summary>
    Auto = 0,

    /// <summary>No vectors.</summary>
    Scalar = 1,

    /// <summary>NEON or SSSE3.</summary>
    Vector128 = 128,

    /// <summary>AVX2.</summary>
    Vector256 = 256,

    /// <summary>AVX-512; without it, in halves with AVX2.</summary>
    Vector512 = 512,
}

/// <summary>The kernels of one width, by weight format.</summary>
sealed class KernelSet
{
    readonly Dictionary<WeightFormat, MatrixKernel> _kernels;

    KernelSet(string name, Dictionary<WeightFormat, MatrixKernel> kernels)
    {
        Name = name;
        _kernels = kernels;
    }

    /// <summary>The instructions in use, for people: AVX-512, AVX2, SSSE3, NEON, scalar.</summary>
    public string Name { get; }

    public MatrixKernel this[WeightFormat format] => _kernels[format];

    /// <exception cref="PlatformNotSupportedException">This machine doesn't have that width.</exception>
    public static KernelSet Create(KernelWidth width) => width switch
    {
        KernelWidth.Auto => Create(Widest()),
        KernelWidth.Scalar => Of<LanesScalar, int, float>("scalar"),
        KernelWidth.Vector128 when Lanes128.IsSupported => Of<Lanes128, Vector128<int>, Vector128<float>>(
            Dp.IsSupported ? "NEON dot product" : AdvSimd.IsSupported ? "NEON" : "SSSE3"),
        KernelWidth.Vector256 when Lanes256.IsSupported => Of<Lanes256, Vector256<int>, Vector256<float>>("AVX2"),
        KernelWidth.Vector512 when Lanes512.IsPossible => Of<Lanes512, Vector512<int>, Vector512<float>>(
            Lanes512.IsSupported ? "AVX-512" : "AVX2 as 512"),
        _ => throw new PlatformNotSupportedException($"This machine has no kernels of width {width}."),
    };

    /// <summary>Whether <see cref="Create"/> takes this width here.</summary>
    public static bool Supports(KernelWidth width) => width switch
    {
        KernelWidth.Vector128 => Lanes128.IsSupported,
        KernelWidth.Vector256 => Lanes256.IsSupported,
        KernelWidth.Vector512 => Lanes512.IsPossible,
        _ => true,
    };

    static KernelWidth Widest() =>
        Lanes512.IsSupported ? KernelWidth.Vector512
        : Lanes256.IsSupported ? KernelWidth.Vector256
        : Lanes128.IsSupported ? KernelWidth.Vector128
        : KernelWidth.Scalar;

    static KernelSet Of<TLanes, TInt, TFloat>(string name)
        where TLanes : struct, ILanes<TInt, TFloat> => new(name, new()
        {
            [WeightFormat.Float32] = new FloatKernel<TLanes, TInt, TFloat>(),
            [WeightFormat.Q8_0] = new ByteKernel<TLanes, TInt, TFloat>(),
            [WeightFormat.Q4_0] = new NibbleKernel<TLanes, TInt, TFloat, WithoutMinimum>(),
            [WeightFormat.Q4_1] = new NibbleKernel<TLanes, TInt, TFloat, WithMinimum>(),
        });
}
