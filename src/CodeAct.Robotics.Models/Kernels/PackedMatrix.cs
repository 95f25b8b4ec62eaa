using CodeAct.Robotics.Models.Gguf;

namespace CodeAct.Robotics.Models.Kernels;

/// <summary>A weight matrix in the order its kernel reads it. Rows are padded with zeros to a multiple of <see cref="Unit"/>.</summary>
sealed unsafe class PackedMatrix
{
    /// <summary>Rows are shared out among threads in units of this many: a whole number of groups at every width, and one activation block.</summary>
    public const int Unit = 32;

    readonly MatrixKernel _kernel;
    readonly byte* _data;
    readonly long _groupBytes;

    public PackedMatrix(WeightFormat format, int rows, int columns, MatrixKernel kernel, byte* data)
    {
        Format = format;
        Rows = rows;
        Columns = columns;
        _kernel = kernel;
        _data = data;
        _groupBytes = kernel.GroupBytes(columns);
    }

    public WeightFormat Format { get; }

    public int Rows { get; }

    public int Columns { get; }

    public int Units => (Rows + Unit - 1) / Unit;

    /// <summary>Bytes that a matrix of this shape takes.</summary>
    public static long BytesOf(int rows, int columns, MatrixKernel kernel) =>
        (rows + Unit - 1) / Unit * (Unit / kernel.Rows) * kernel.GroupBytes(columns);

    /// <summary>The format that a stored tensor is packed to.</summary>
    public static WeightFormat FormatOf(GgufTensorType type) => type switch
    {
        GgufTensorType.Q4_0 => WeightFormat.Q4_0,
        GgufTensorType.Q4_1 => WeightFormat.Q4_1,
        GgufTensorType.Q8_0 => WeightFormat.Q8_0,
        _ => WeightFormat.Float32,
    };

    /// <summary>Multiplies some units of rows; output row r of the matrix lands at output[r].</summary>
    public void Multiply(int firstUnit, int units, Activations activations, int tokens, float* output, int outputStride)
    {
        var groupsAUnit = Unit / _kernel.Rows;
        _kernel.Multiply(
            _data + firstUnit * groupsAUnit * _groupBytes,
            units * groupsAUnit,
            Columns,
            Format == WeightFormat.Float32 ? activations.Floats : activations.Blocks,
            tokens,
            output + firstUnit * Unit,
            outputStride);
    }

    /// <summary>Takes rows as the file stores them.</summary>
    public void PackUnit(int unit, ReadOnlySpan<byte> stored, GgufTensorType type)
    {
        var rowBytes = stored.Length / Math.Min(Unit, Rows - unit * Unit);
        for (var row = 0; row * rowBytes < stored.Length; row++)
        {
            var (group, lane) = Math.DivRem(unit * Unit + row, _kernel.Rows);
            WeightPacking.PackRow(stored.Slice(row * rowBytes, rowBytes), type, _data + group * _groupBytes, lane, _kernel.Rows);
        }
    }

    /// <summary>One row as floats: the embedding of a token.</summary>
    public void ReadRow(int row, float* target)
    {
        var (group, lane) = Math.DivRem(row, _kernel.Rows);
        WeightPacking.UnpackRow(_data + group * _groupBytes, lane, _kernel.Rows, Format, Columns, target);
    }
}
