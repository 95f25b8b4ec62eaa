using System.Buffers;
using CodeAct.Robotics.Models.Gguf;
using CodeAct.Robotics.Models.Kernels;

namespace CodeAct.Robotics.Models.Engine;

/// <summary>
/// Collects the tensors a model needs, then takes one piece of memory for all and fills it on all threads.
/// What it hands out is valid after <see cref="Load"/>.
/// </summary>
sealed unsafe class WeightPlan(GgufFile file, KernelSet kernels)
{
    const int UnitsAJob = 16;

    readonly List<(GgufTensor Tensor, long Offset, bool IsVector)> _entries = [];
    readonly Dictionary<GgufTensor, PackedMatrix> _matrices = [];
    long _bytes;
    byte* _memory;

    public delegate float* VectorSource();

    /// <summary>A matrix of exactly this shape.</summary>
    public Func<PackedMatrix> Matrix(string name, int columns, int rows)
    {
        var tensor = file.Tensor(name, columns, rows);
        Plan(tensor, PackedMatrix.BytesOf(rows, columns, kernels[PackedMatrix.FormatOf(tensor.Type)]), isVector: false);
        return () => _matrices[tensor];
    }

    /// <summary>A row of floats.</summary>
    public VectorSource Vector(string name, int length)
    {
        var tensor = file.Tensor(name, length, 1);
        if (tensor.Type is not (GgufTensorType.F32 or GgufTensorType.F16))
        {
            throw new GgufException(file.Path, $"tensor '{name}' is {tensor.Type}; a norm's weights are F32 or F16.");
        }
        var offset = Plan(tensor, length * sizeof(float), isVector: true);
        return () => (float*)(_memory + offset);
    }

    /// <summary>Reads and packs everything.</summary>
    /// <exception cref="GgufException">The file has tensors that nobody asked for, so the model is another than it seems.</exception>
    public NativeBuffer Load(ThreadTeam team)
    {
        var asked = _entries.Select(entry => entry.Tensor.Name).ToHashSet();
        if (file.Tensors.FirstOrDefault(tensor => !asked.Contains(tensor.Name)) is { } stranger)
        {
            throw new GgufException(file.Path, $"tensor '{stranger.Name}' has no place in this engine's llama architecture.");
        }
        var memory = new NativeBuffer(_bytes, hugePages: true);
        _memory = memory.Start;
        try
        {
            var jobs = new List<Action>();
            foreach (var (tensor, offset, isVector) in _entries)
            {
                AddJobs(jobs, tensor, _memory + offset, isVector);
            }
            team.For(jobs.Count, (job, _) => jobs[job]());
            return memory;
        }
        catch
        {
            memory.Dispose();
            throw;
        }
    }

    long Plan(GgufTensor tensor, long bytes, bool isVector)
    {
        var offset = _bytes;
        _entries.Add((tensor, offset, isVector));
        _bytes += (bytes + 63) & ~63L;
        return offset;
    }

    void AddJobs(List<Action> jobs, GgufTensor tensor, byte* target, bool isVector)
    {
        if (isVector)
        {
            jobs.Add(() => Read(tensor, 0, 1, stored => WeightPacking.PackRow(stored, tensor.Type, target, 0, 1)));
            return;
        }
        var format = PackedMatrix.FormatOf(tensor.Type);
        var matrix = new PackedMatrix(format, tensor.Rows, tensor.Columns, kernels[format], target);
        _matrices.Add(tensor, matrix);
        for (var first = 0; first < matrix.Units; first += UnitsAJob)
        {
            var unit = first;
            var rows = Math.Min(UnitsAJob * PackedMatrix.Unit, tensor.Rows - unit * PackedMatrix.Unit);
            jobs.Add(() => Read(tensor, unit * PackedMatrix.Unit, rows, stored => PackUnits(matrix, unit, stored, tensor)));
        }
    }

    static void PackUnits(PackedMatrix matrix, int unit, ReadOnlySpan<byte> stored, GgufTensor tensor)
    {
        var unitBytes = (int)tensor.RowBytes * PackedMatrix.Unit;
        for (; stored.Length > 0; unit++)
        {
            var length = Math.Min(unitBytes, stored.Length);
            matrix.PackUnit(unit, stored[..length], tensor.Type);
            stored = stored[length..];
        }
    }

    void Read(GgufTensor tensor, int firstRow, int rows, Action<ReadOnlySpan<byte>> pack)
    {
        var length = checked((int)(rows * tensor.RowBytes));
        var scratch = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            file.Read(tensor, firstRow, scratch.AsSpan(0, length));
            pack(scratch.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(scratch);
        }
    }
}
