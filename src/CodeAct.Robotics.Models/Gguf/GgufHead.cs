using Microsoft.Win32.SafeHandles;

namespace CodeAct.Robotics.Models.Gguf;

/// <summary>Reads the head of a GGUF file: magic, version, metadata, tensor directory.</summary>
static class GgufHead
{
    const uint Magic = 0x46554747;

    public static (GgufMetadata Metadata, Dictionary<string, GgufTensor> Tensors) Read(string path, SafeFileHandle file)
    {
        var cursor = new GgufCursor(path, file);
        if (cursor.Length < 4 || cursor.U32("the magic number") != Magic)
        {
            throw new GgufException(path, "is not a GGUF file: it doesn't begin with 'GGUF'.");
        }
        var version = cursor.U32("the version");
        if (version is not (2 or 3))
        {
            var why = version is 0x02000000 or 0x03000000 ? " (big-endian)" : "";
            throw new GgufException(path, $"is GGUF version {version}{why}; this engine reads versions 2 and 3, little-endian.");
        }
        var tensorCount = cursor.Count("the number of tensors", 24);
        var pairCount = cursor.Count("the number of metadata keys", 13);
        var values = new Dictionary<string, object>(Math.Min(pairCount, 256));
        for (var i = 0; i < pairCount; i++)
        {
            var key = cursor.Text($"metadata key {i + 1}");
            if (!values.TryAdd(key, GgufMetadata.Read(path, cursor, key)))
            {
                throw new GgufException(path, $"metadata '{key}' is there twice; the file is damaged.");
            }
        }
        var metadata = new GgufMetadata(path, values);
        var alignment = metadata.Integer("general.alignment", 1, 1 << 20, 32);
        var directory = new List<(string Name, ulong[] Shape, uint Type, ulong Offset)>(Math.Min(tensorCount, 4096));
        for (var i = 0; i < tensorCount; i++)
        {
            directory.Add(Entry(path, cursor, i + 1));
        }
        var data = (cursor.Position + alignment - 1) / alignment * alignment;
        var tensors = new Dictionary<string, GgufTensor>(directory.Count);
        foreach (var (name, shape, type, offset) in directory)
        {
            if (!tensors.TryAdd(name, Locate(path, name, shape, type, offset, data, cursor.Length)))
            {
                throw new GgufException(path, $"tensor '{name}' is there twice; the file is damaged.");
            }
        }
        return (metadata, tensors);
    }

    static (string Name, ulong[] Shape, uint Type, ulong Offset) Entry(string path, GgufCursor cursor, int number)
    {
        var name = cursor.Text($"the name of tensor {number}");
        var what = $"the entry of tensor '{name}'";
        var dimensions = cursor.U32(what);
        if (dimensions is 0 or > 4)
        {
            throw new GgufException(path, $"tensor '{name}' has {dimensions} dimensions; 1 to 4 are possible.");
        }
        var shape = new ulong[dimensions];
        for (var i = 0; i < shape.Length; i++)
        {
            shape[i] = cursor.U64(what);
        }
        return (name, shape, cursor.U32(what), cursor.U64(what));
    }

    static GgufTensor Locate(string path, string name, ulong[] shape, uint type, ulong offset, long data, long length)
    {
        var known = (GgufTensorType)type;
        if (!GgufTensorTypes.TryBlock(known, out var elements, out var bytes))
        {
            throw new GgufException(path, $"tensor '{name}' has quantisation type {type}; this engine reads F32, F16, Q4_0, Q4_1 and Q8_0.");
        }
        UInt128 rows = 1;
        foreach (var size in shape.AsSpan(1))
        {
            rows = size <= int.MaxValue && rows <= int.MaxValue ? rows * size : UInt128.MaxValue;
        }
        if (shape[0] is 0 or > int.MaxValue / 64 || rows == 0 || rows > int.MaxValue / 64 || shape[0] % (ulong)elements != 0)
        {
            throw new GgufException(path, $"tensor '{name}' has the impossible shape {string.Join(" x ", shape)} for {known}.");
        }
        var rowBytes = (long)shape[0] / elements * bytes;
        var end = (UInt128)(ulong)data + offset + (ulong)rowBytes * rows;
        if (end > (UInt128)(ulong)length)
        {
            throw new GgufException(path, $"tensor '{name}' ends at byte {end}, past the end of the file at {length}; the file is cut off or damaged.");
        }
        return new GgufTensor(name, known, (int)shape[0], (int)rows, data + (long)offset, rowBytes);
    }
}
