using System.Buffers.Binary;

namespace CodeAct.Robotics.Models.Gguf;

/// <summary>The key-value pairs at the head of a GGUF file, read by type; a missing or mistyped key is a <see cref="GgufException"/>.</summary>
public sealed class GgufMetadata
{
    readonly string _path;
    readonly Dictionary<string, object> _values;

    internal GgufMetadata(string path, Dictionary<string, object> values)
    {
        _path = path;
        _values = values;
    }

    /// <summary>All keys, in no order.</summary>
    public IReadOnlyCollection<string> Keys => _values.Keys;

    /// <summary>Whether the file has this key.</summary>
    public bool Has(string key) => _values.ContainsKey(key);

    /// <summary>A string.</summary>
    public string Text(string key) => Get<string>(key, "a string");

    /// <summary>A string, or the default where the key is missing.</summary>
    public string Text(string key, string missing) => Has(key) ? Text(key) : missing;

    /// <summary>A yes or no, or the default where the key is missing.</summary>
    public bool Flag(string key, bool missing) => Has(key) ? Get<bool>(key, "true or false") : missing;

    /// <summary>A float, or the default where the key is missing.</summary>
    public float Number(string key, float missing) => !Has(key) ? missing : _values[key] switch
    {
        float single => single,
        double wide => (float)wide,
        _ => throw WrongType(key, "a number"),
    };

    /// <summary>A whole number of any integer type within the range.</summary>
    public int Integer(string key, int least, int most)
    {
        var value = Get<object>(key, "an integer") switch
        {
            ulong large => large > long.MaxValue ? long.MaxValue : (long)large,
            long signed => signed,
            _ => throw WrongType(key, "an integer"),
        };
        return value >= least && value <= most
            ? (int)value
            : throw new GgufException(_path, $"metadata '{key}' is {value}; this engine takes {least} to {most}.");
    }

    /// <summary>A whole number, or the default where the key is missing.</summary>
    public int Integer(string key, int least, int most, int missing) => Has(key) ? Integer(key, least, most) : missing;

    /// <summary>A list of strings.</summary>
    public IReadOnlyList<string> Texts(string key) => Get<string[]>(key, "a list of strings");

    /// <summary>A list of whole numbers.</summary>
    public IReadOnlyList<int> Integers(string key) => Get<int[]>(key, "a list of 32-bit integers");

    T Get<T>(string key, string wanted) => !_values.TryGetValue(key, out var value)
        ? throw new GgufException(_path, $"metadata '{key}' is missing.")
        : value is T typed ? typed : throw WrongType(key, wanted);

    GgufException WrongType(string key, string wanted) =>
        new(_path, $"metadata '{key}' should be {wanted}, and is {_values[key].GetType().Name}.");

    /// <summary>Reads one value. Integers of all widths become <see cref="long"/> or <see cref="ulong"/>.</summary>
    internal static object Read(string path, GgufCursor cursor, string key)
    {
        var what = $"metadata '{key}'";
        var type = cursor.U32(what);
        if (type != 9)
        {
            return Scalar(path, cursor, type, what);
        }
        var element = cursor.U32(what);
        if (element == 9)
        {
            throw new GgufException(path, $"{what} is a list of lists, which this engine doesn't read.");
        }
        var count = cursor.Count($"the length of {what}", element switch { 8 or 10 or 11 or 12 => 8, 4 or 5 or 6 => 4, 2 or 3 => 2, _ => 1 });
        if (element == 8)
        {
            var texts = new string[count];
            for (var i = 0; i < count; i++)
            {
                texts[i] = cursor.Text(what);
            }
            return texts;
        }
        if (element is 4 or 5)
        {
            var numbers = new int[count];
            for (var i = 0; i < count; i++)
            {
                numbers[i] = (int)cursor.U32(what);
            }
            return numbers;
        }
        var values = new object[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = Scalar(path, cursor, element, what);
        }
        return values;
    }

    static object Scalar(string path, GgufCursor cursor, uint type, string what) => type switch
    {
        0 => (long)cursor.Take(1, what)[0],
        1 => (long)(sbyte)cursor.Take(1, what)[0],
        2 => (long)BinaryPrimitives.ReadUInt16LittleEndian(cursor.Take(2, what)),
        3 => (long)BinaryPrimitives.ReadInt16LittleEndian(cursor.Take(2, what)),
        4 => (long)cursor.U32(what),
        5 => (long)(int)cursor.U32(what),
        6 => BinaryPrimitives.ReadSingleLittleEndian(cursor.Take(4, what)),
        7 => cursor.Take(1, what)[0] != 0,
        8 => cursor.Text(what),
        10 => cursor.U64(what),
        11 => (long)cursor.U64(what),
        12 => BinaryPrimitives.ReadDoubleLittleEndian(cursor.Take(8, what)),
        _ => throw new GgufException(path, $"{what} has the unknown type {type}; the file is damaged or of a newer format."),
    };
}
