using System.Buffers.Binary;
using CodeAct.Robotics.Models.Gguf;

namespace CodeAct.Robotics.Models.Tests;

/// <summary>Random weights as a file stores them, and what they mean.</summary>
static class RandomWeights
{
    public static byte[] Rows(Random random, GgufTensorType type, int count)
    {
        _ = GgufTensorTypes.TryBlock(type, out var elements, out var bytes);
        var data = new byte[count / elements * bytes];
        random.NextBytes(data);
        for (var at = 0; at < data.Length; at += bytes)
        {
            var value = (random.NextSingle() - 0.5f) / 8;
            if (type == GgufTensorType.F32)
            {
                BinaryPrimitives.WriteSingleLittleEndian(data.AsSpan(at), value * 8);
                continue;
            }
            BinaryPrimitives.WriteHalfLittleEndian(data.AsSpan(at), (Half)value);
            if (type == GgufTensorType.Q4_1)
            {
                BinaryPrimitives.WriteHalfLittleEndian(data.AsSpan(at + 2), (Half)(random.NextSingle() - 0.5f));
            }
        }
        return data;
    }

    /// <summary>One row as numbers, straight from the format's description.</summary>
    public static double[] Meaning(ReadOnlySpan<byte> row, GgufTensorType type)
    {
        _ = GgufTensorTypes.TryBlock(type, out var elements, out var bytes);
        var meaning = new double[row.Length / bytes * elements];
        for (var block = 0; block < row.Length / bytes; block++)
        {
            var stored = row.Slice(block * bytes, bytes);
            for (var i = 0; i < elements; i++)
            {
                meaning[block * elements + i] = Number(stored, type, i);
            }
        }
        return meaning;
    }

    static double Number(ReadOnlySpan<byte> block, GgufTensorType type, int i)
    {
        static int Nibble(ReadOnlySpan<byte> bytes, int i) => i < 16 ? bytes[i] & 15 : bytes[i - 16] >> 4;
        return type switch
        {
            GgufTensorType.F32 => BinaryPrimitives.ReadSingleLittleEndian(block),
            GgufTensorType.F16 => (double)BinaryPrimitives.ReadHalfLittleEndian(block),
            GgufTensorType.Q4_0 => (double)BinaryPrimitives.ReadHalfLittleEndian(block) * (Nibble(block[2..], i) - 8),
            GgufTensorType.Q4_1 => (double)BinaryPrimitives.ReadHalfLittleEndian(block) * Nibble(block[4..], i)
                + (double)BinaryPrimitives.ReadHalfLittleEndian(block[2..]),
            _ => (double)BinaryPrimitives.ReadHalfLittleEndian(block) * (sbyte)block[2 + i],
        };
    }
}
