using System.Text;

namespace CodeAct.Robotics.Models.Tests;

/// <summary>Writes small GGUF files, right or wrong ones.</summary>
sealed class GgufWriter
{
    public Dictionary<string, object> Metadata { get; } = [];

    public List<(string Name, int[] Shape, int Type, byte[] Data)> Tensors { get; } = [];

    public uint Version { get; set; } = 3;

    public byte[] ToBytes()
    {
        var stream = new MemoryStream();
        var writer = new BinaryWriter(stream);
        writer.Write("GGUF"u8);
        writer.Write(Version);
        writer.Write((long)Tensors.Count);
        writer.Write((long)Metadata.Count);
        foreach (var (key, value) in Metadata)
        {
            Text(writer, key);
            Value(writer, value);
        }
        var offset = 0L;
        foreach (var (name, shape, type, data) in Tensors)
        {
            Text(writer, name);
            writer.Write(shape.Length);
            foreach (var size in shape)
            {
                writer.Write((long)size);
            }
            writer.Write(type);
            writer.Write(offset);
            offset += (data.Length + 31) / 32 * 32;
        }
        foreach (var tensor in Tensors)
        {
            writer.Write(new byte[(32 - stream.Position % 32) % 32]);
            writer.Write(tensor.Data);
        }
        return stream.ToArray();
    }

    static void Text(BinaryWriter writer, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        writer.Write((long)bytes.Length);
        writer.Write(bytes);
    }

    static void Value(BinaryWriter writer, object value)
    {
        switch (value)
        {
            case string text:
                writer.Write(8);
                Text(writer, text);
                break;
            case int number:
                writer.Write(4);
                writer.Write(number);
                break;
            case float number:
                writer.Write(6);
                writer.Write(number);
                break;
            case string[] texts:
                writer.Write(9);
                writer.Write(8);
                writer.Write((long)texts.Length);
                foreach (var text in texts)
                {
                    Text(writer, text);
                }
                break;
            case int[] numbers:
                writer.Write(9);
                writer.Write(5);
                writer.Write((long)numbers.Length);
                foreach (var number in numbers)
                {
                    writer.Write(number);
                }
                break;
            default:
                throw new NotSupportedException(value.GetType().Name);
        }
    }
}
