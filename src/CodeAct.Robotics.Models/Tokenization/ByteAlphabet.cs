namespace CodeAct.Robotics.Models.Tokenization;

/// <summary>
/// GPT-2's printable stand-ins for bytes: vocabulary files write each byte as one visible character. Printable Latin-1 stands for
/// itself; the rest follow from U+0100 on.
/// </summary>
static class ByteAlphabet
{
    static readonly char[] Characters = new char[256];
    static readonly Dictionary<char, byte> Bytes = new(256);

    static ByteAlphabet()
    {
        var next = 256;
        for (var value = 0; value < 256; value++)
        {
            var printable = value is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or (>= 0xAE and <= 0xFF);
            Characters[value] = (char)(printable ? value : next++);
            Bytes.Add(Characters[value], (byte)value);
        }
    }

    /// <summary>The character that stands for a byte.</summary>
    public static char Character(byte value) => Characters[value];

    /// <summary>The bytes that a vocabulary entry stands for, or false where a character stands for none.</summary>
    public static bool TryDecode(string entry, out byte[] bytes)
    {
        bytes = new byte[entry.Length];
        for (var i = 0; i < entry.Length; i++)
        {
            if (!Bytes.TryGetValue(entry[i], out bytes[i]))
            {
                return false;
            }
        }
        return true;
    }
}
