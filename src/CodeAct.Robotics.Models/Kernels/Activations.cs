using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using CodeAct.Robotics.Models.Engine;

namespace CodeAct.Robotics.Models.Kernels;

/// <summary>What a matrix is multiplied with: one row a token, as floats, and rounded to blocks of bytes where the weights are quantised.</summary>
sealed unsafe class Activations : IDisposable
{
    // Adding and taking off 1.5 x 2^23 leaves the nearest whole number, ties to even, in the low bits: the same at every width.
    const float Magic = 12582912f;

    readonly NativeBuffer _floats;
    readonly NativeBuffer _blocks;

    public Activations(int columns, int tokens)
    {
        Columns = columns;
        _floats = new NativeBuffer((long)columns * tokens * sizeof(float));
        _blocks = new NativeBuffer((long)columns / ActivationBlock.Length * tokens * sizeof(ActivationBlock));
    }

    public int Columns { get; }

    public float* Floats => (float*)_floats.Start;

    public ActivationBlock* Blocks => (ActivationBlock*)_blocks.Start;

    /// <summary>Rounds floats of one token, from a column that begins a block, to blocks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Quantise(int token, int firstColumn, int columns)
    {
        var source = Floats + (long)token * Columns + firstColumn;
        var target = Blocks + ((long)token * Columns + firstColumn) / ActivationBlock.Length;
        for (var end = source + columns; source < end; source += ActivationBlock.Length)
        {
            var a = Vector256.Load(source);
            var b = Vector256.Load(source + 8);
            var c = Vector256.Load(source + 16);
            var d = Vector256.Load(source + 24);
            var most = Largest(Vector256.Max(
                Vector256.Max(Vector256.Abs(a), Vector256.Abs(b)), Vector256.Max(Vector256.Abs(c), Vector256.Abs(d))));
            var inverse = Vector256.Create(most > 0 ? 127 / most : 0);
            var wholeA = Round(a * inverse);
            var wholeB = Round(b * inverse);
            var wholeC = Round(c * inverse);
            var wholeD = Round(d * inverse);
            Vector256.Narrow(Vector256.Narrow(wholeA, wholeB), Vector256.Narrow(wholeC, wholeD)).Store(target->Bytes);
            target->Scale = most / 127;
            target->Sum = Vector256.Sum(wholeA + wholeB + wholeC + wholeD);
            target++;
        }
    }

    public void Dispose()
    {
        _floats.Dispose();
        _blocks.Dispose();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<int> Round(Vector256<float> value)
    {
        var magic = Vector256.Create(Magic);
        return (value + magic).AsInt32() - magic.AsInt32();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static float Largest(Vector256<float> value)
    {
        var four = Vector128.Max(value.GetLower(), value.GetUpper());
        return MathF.Max(MathF.Max(four[0], four[1]), MathF.Max(four[2], four[3]));
    }
}
