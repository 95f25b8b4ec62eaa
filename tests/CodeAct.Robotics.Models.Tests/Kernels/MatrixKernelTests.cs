using CodeAct.Robotics.Models.Engine;
using CodeAct.Robotics.Models.Gguf;
using CodeAct.Robotics.Models.Kernels;

namespace CodeAct.Robotics.Models.Tests.Kernels;

public sealed unsafe class MatrixKernelTests
{
    const int Columns = 192;
    const int Rows = 80;
    const int Tokens = 7;

    public static TheoryData<GgufTensorType> Types =>
        [GgufTensorType.F32, GgufTensorType.F16, GgufTensorType.Q8_0, GgufTensorType.Q4_0, GgufTensorType.Q4_1];

    [Theory]
    [MemberData(nameof(Types))]
    public void Multiply_EveryWidth_GivesTheSameBits(GgufTensorType type)
    {
        var expected = Product(type, KernelWidth.Scalar);

        foreach (var width in (KernelWidth[])[KernelWidth.Vector128, KernelWidth.Vector256, KernelWidth.Vector512])
        {
            if (KernelSet.Supports(width))
            {
                Assert.Equal(expected.Select(BitConverter.SingleToInt32Bits), Product(type, width).Select(BitConverter.SingleToInt32Bits));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Multiply_AnyNumberOfTokens_GivesTheSameBits(GgufTensorType type)
    {
        var (stored, inputs) = Data(type);
        var expected = Product(type, KernelWidth.Auto, stored, inputs);

        for (var tokens = 1; tokens < Tokens; tokens++)
        {
            // Compared where there are tokens: rows behind them must stay as they were.
            var actual = Product(type, KernelWidth.Auto, stored, inputs, tokens);
            Assert.Equal(expected.Take(tokens * 96).Select(BitConverter.SingleToInt32Bits), actual.Take(tokens * 96).Select(BitConverter.SingleToInt32Bits));
            Assert.All(actual.Skip(tokens * 96), value => Assert.Equal(0, value));
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Multiply_RandomWeights_AgreesWithDoubles(GgufTensorType type)
    {
        var (stored, inputs) = Data(type);
        var rowBytes = stored.Length / Rows;
        var actual = Product(type, KernelWidth.Auto);

        for (var row = 0; row < Rows; row++)
        {
            var weights = RandomWeights.Meaning(stored.AsSpan(row * rowBytes, rowBytes), type);
            for (var token = 0; token < Tokens; token++)
            {
                var input = type is GgufTensorType.F32 or GgufTensorType.F16
                    ? [.. inputs.AsSpan(token * Columns, Columns).ToArray().Select(value => (double)value)]
                    : Rounded(inputs.AsSpan(token * Columns, Columns));
                var exact = weights.Zip(input, (w, x) => w * x).Sum();
                var size = weights.Zip(input, (w, x) => Math.Abs(w * x)).Sum();
                Assert.InRange(actual[token * 96 + row], exact - 1e-5 * size, exact + 1e-5 * size);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void ReadRow_PackedRow_IsWhatTheFileMeans(GgufTensorType type)
    {
        var (stored, _) = Data(type);
        using var memory = new NativeBuffer(1 << 20);
        var matrix = Pack(type, stored, KernelWidth.Auto, memory);
        var rowBytes = stored.Length / Rows;
        var row = stackalloc float[Columns];
        matrix.ReadRow(70, row);
        var meaning = RandomWeights.Meaning(stored.AsSpan(70 * rowBytes, rowBytes), type);

        for (var i = 0; i < Columns; i++)
        {
            Assert.Equal(meaning[i], row[i], 5);
        }
    }

    /// <summary>The worst case for the 16-bit sums in the vector paths.</summary>
    [Fact]
    public void Multiply_LargestWeightsAndActivations_DoesNotOverflow()
    {
        foreach (var (type, fill) in ((GgufTensorType, byte)[])[(GgufTensorType.Q4_0, 0xFF), (GgufTensorType.Q4_0, 0), (GgufTensorType.Q8_0, 0x80), (GgufTensorType.Q8_0, 0x7F)])
        {
            var (stored, inputs) = Data(type);
            Array.Fill(stored, fill);
            Array.Fill(inputs, -1f);
            _ = GgufTensorTypes.TryBlock(type, out _, out var bytes);
            for (var at = 0; at < stored.Length; at += bytes)
            {
                BitConverter.TryWriteBytes(stored.AsSpan(at), (Half)1);
            }
            var scalar = Product(type, KernelWidth.Scalar, stored, inputs);

            Assert.Equal(scalar, Product(type, KernelWidth.Auto, stored, inputs));
            Assert.Equal(-Columns * RandomWeights.Meaning(stored.AsSpan(0, bytes), type)[0], scalar[0], 1e-3 * Columns * 128);
        }
    }

    static double[] Rounded(ReadOnlySpan<float> input)
    {
        var result = new double[input.Length];
        for (var block = 0; block < input.Length; block += 32)
        {
            var most = 0f;
            foreach (var value in input.Slice(block, 32))
            {
                most = MathF.Max(most, MathF.Abs(value));
            }
            for (var i = block; i < block + 32; i++)
            {
                result[i] = (double)(most / 127) * Math.Round(input[i] * (127 / most), MidpointRounding.ToEven);
            }
        }
        return result;
    }

    static (byte[] Stored, float[] Inputs) Data(GgufTensorType type)
    {
        var random = new Random(11);
        return (RandomWeights.Rows(random, type, Rows * Columns), [.. Enumerable.Range(0, Tokens * Columns).Select(_ => random.NextSingle() * 4 - 2)]);
    }

    static float[] Product(GgufTensorType type, KernelWidth width)
    {
        var (stored, inputs) = Data(type);
        return Product(type, width, stored, inputs);
    }

    static float[] Product(GgufTensorType type, KernelWidth width, byte[] stored, float[] inputs, int tokens = Tokens)
    {
        using var memory = new NativeBuffer(1 << 20);
        var matrix = Pack(type, stored, width, memory);
        using var activations = new Activations(Columns, Tokens);
        inputs.CopyTo(new Span<float>(activations.Floats, inputs.Length));
        for (var token = 0; token < Tokens; token++)
        {
            activations.Quantise(token, 0, Columns);
        }
        var output = new float[Tokens * 96];
        fixed (float* target = output)
        {
            matrix.Multiply(0, matrix.Units, activations, tokens, target, 96);
        }
        return output;
    }

    static PackedMatrix Pack(GgufTensorType type, byte[] stored, KernelWidth width, NativeBuffer memory)
    {
        var format = PackedMatrix.FormatOf(type);
        var kernel = KernelSet.Create(width)[format];
        Assert.True(PackedMatrix.BytesOf(Rows, Columns, kernel) <= memory.Bytes);
        var matrix = new PackedMatrix(format, Rows, Columns, kernel, memory.Start);
        var unitBytes = stored.Length / Rows * PackedMatrix.Unit;
        for (var unit = 0; unit < matrix.Units; unit++)
        {
            matrix.PackUnit(unit, stored.AsSpan(unit * unitBytes, Math.Min(unitBytes, stored.Length - unit * unitBytes)), type);
        }
        return matrix;
    }
}
