using System.Buffers.Binary;
using System.Runtime.InteropServices;
using CodeAct.Robotics.Models.Gguf;

namespace CodeAct.Robotics.Models.Kernels;

/// <summary>Moves one row between the file's order and the interleaved order of the kernels. Nothing is rounded: 16-bit floats become 32-bit ones.</summary>
static unsafe class WeightPacking
{
    const int Block = ActivationBlock.Length;

    /// <summary>Writes a stored row into its lane of a group.</summary>
    public static void PackRow(ReadOnlySpan<byte> stored, GgufTensorType type, byte* group, int lane, int lanes)
    {
        switch (type)
        {
            case GgufTensorType.F32:
                for (var i = 0; i < stored.Length / 4; i++)
                {
                    ((float*)group)[i * lanes + lane] = BinaryPrimitives.ReadSingleLittleEndian(stored[(4 * i)..]);
                }
                break;
            case GgufTensorType.F16:
                for (var i = 0; i < stored.Length / 2; i++)
                {
                    ((float*)group)[i * lanes + lane] = (float)BinaryPrimitives.ReadHalfLittleEndian(stored[(2 * i)..]);
                }
                break;
            case GgufTensorType.Q4_0:
                PackBlocks(stored, 1, 4, group, lane, lanes);
                break;
            case GgufTensorType.Q4_1:
                PackBlocks(stored, 2, 4, group, lane, lanes);
                break;
            default:
                PackBlocks(stored, 1, 8, group, lane, lanes);
                break;
        }
    }

    /// <summary>Reads a lane back as floats.</summary>
    public static void UnpackRow(byte* group, int lane, int lanes, WeightFormat format, int columns, float* target)
    {
        if (format == WeightFormat.Float32)
        {
            for (var i = 0; i < columns; i++)
            {
                target[i] = ((float*)group)[i * lanes + lane];
            }
            return;
        }
        var (heads, pieces) = format switch { WeightFormat.Q4_0 => (1, 4), WeightFormat.Q4_1 => (2, 4), _ => (1, 8) };
        for (var block = 0; block < columns / Block; block++)
        {
            var scale = ((float*)group)[lane];
            var offset = format switch { WeightFormat.Q4_0 => -8 * scale, WeightFormat.Q4_1 => ((float*)group)[lanes + lane], _ => 0f };
            var bytes = group + heads * 4 * lanes;
            for (var i = 0; i < pieces * 4; i++)
            {
                var value = bytes[i / 4 * 4 * lanes + 4 * lane + i % 4];
                if (format == WeightFormat.Q8_0)
                {
                    target[block * Block + i] = scale * (sbyte)value;
                    continue;
                }
                target[block * Block + i] = scale * (value & 15) + offset;
                target[block * Block + i + 16] = scale * (value >> 4) + offset;
            }
            group = bytes + pieces * 4 * lanes;
        }
    }

    /// <summary>A block: 16-bit floats (scale, perhaps minimum), then pieces of four bytes.</summary>
    static void PackBlocks(ReadOnlySpan<byte> stored, int heads, int pieces, byte* group, int lane, int lanes)
    {
        while (stored.Length > 0)
        {
            for (var i = 0; i < heads; i++)
            {
                ((float*)group)[i * lanes + lane] = (float)BinaryPrimitives.ReadHalfLittleEndian(stored[(2 * i)..]);
            }
            group += heads * 4 * lanes;
            var bytes = MemoryMarshal.Cast<byte, int>(stored.Slice(2 * heads, 4 * pieces));
            for (var i = 0; i < pieces; i++)
            {
                ((int*)group)[i * lanes + lane] = bytes[i];
            }
            group += pieces * 4 * lanes;
            stored = stored[(2 * heads + 4 * pieces)..];
        }
    }
}
