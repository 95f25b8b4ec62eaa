using System.Runtime.InteropServices;
using CodeAct.Robotics.Models.Kernels;

namespace CodeAct.Robotics.Models.Engine;

/// <summary>Keys and values of the positions so far, as floats, in the order that <see cref="Attention"/> reads them.</summary>
sealed unsafe class KeyValueCache : IDisposable
{
    readonly LlamaShape _shape;
    readonly NativeBuffer _keys;
    readonly NativeBuffer _values;
    readonly long _headFloats;

    public KeyValueCache(LlamaShape shape, int positions)
    {
        _shape = shape;
        Positions = positions;
        PaddedPositions = (positions + Attention.Step - 1) / Attention.Step * Attention.Step;
        _headFloats = (long)PaddedPositions * shape.HeadSize;
        var bytes = _headFloats * shape.KeyValueHeads * shape.Blocks * sizeof(float);
        _keys = new NativeBuffer(bytes);
        _values = new NativeBuffer(bytes);
    }

    /// <summary>Positions there is room for.</summary>
    public int Positions { get; }

    public int PaddedPositions { get; }

    public float* Keys(int block, int head) => (float*)_keys.Start + ((long)block * _shape.KeyValueHeads + head) * _headFloats;

    /// <summary>Rows of <see cref="Attention.MixStep"/> dimensions, one a position, from a dimension on that is a multiple of it.</summary>
    public float* Values(int block, int head, int dimension) =>
        (float*)_values.Start + ((long)block * _shape.KeyValueHeads + head) * _headFloats + (long)dimension * PaddedPositions;

    /// <summary>Keeps one position's key and value of one head.</summary>
    public void Store(int block, int head, int position, float* key, float* value)
    {
        var size = _shape.HeadSize;
        var keys = Keys(block, head) + (long)(position & ~7) * size + (position & 7);
        for (var i = 0; i < size; i++)
        {
            keys[8 * i] = key[i];
        }
        for (var dimension = 0; dimension < size; dimension += Attention.MixStep)
        {
            var row = new Span<float>(Values(block, head, dimension) + (long)position * Attention.MixStep, Attention.MixStep);
            new ReadOnlySpan<float>(value + dimension, Attention.MixStep).CopyTo(row);
        }
    }

    /// <summary>Calls back with the memory of the first positions, piece by piece, always in the same order.</summary>
    public void ForEach(int positions, PieceAction action)
    {
        // Keys lie eight positions side by side.
        int keys = (positions + 7) / 8 * 8 * _shape.HeadSize, values = positions * Attention.MixStep;
        for (var block = 0; block < _shape.Blocks; block++)
        {
            for (var head = 0; head < _shape.KeyValueHeads; head++)
            {
                action(MemoryMarshal.AsBytes(new Span<float>(Keys(block, head), keys)));
                for (var dimension = 0; dimension < _shape.HeadSize; dimension += Attention.MixStep)
                {
                    action(MemoryMarshal.AsBytes(new Span<float>(Values(block, head, dimension), values)));
                }
            }
        }
    }

    /// <summary>Reads or writes a piece of the cache's memory.</summary>
    public delegate void PieceAction(Span<byte> piece);

    public void Dispose()
    {
        _keys.Dispose();
        _values.Dispose();
    }
}
