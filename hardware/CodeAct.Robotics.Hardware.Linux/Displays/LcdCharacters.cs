namespace CodeAct.Robotics.Hardware.Linux.Displays;

/// <summary>The characters of the HD44780's usual ROM, A00 (Japanese standard), as far as Latin texts need them. Source: HD44780U, table 4.</summary>
internal static class LcdCharacters
{
    // Beyond ASCII, and in place of the backslash and the tilde, which this ROM has not.
    private static readonly Dictionary<char, byte> Others = new()
    {
        ['¥'] = 0x5C, ['→'] = 0x7E, ['←'] = 0x7F, ['°'] = 0xDF, ['·'] = 0xA5, ['ä'] = 0xE1, ['ß'] = 0xE2, ['µ'] = 0xE4, ['μ'] = 0xE4, ['ö'] = 0xEF, ['ü'] = 0xF5,
        ['ñ'] = 0xEE, ['√'] = 0xE8, ['¢'] = 0xEC, ['∞'] = 0xF3, ['Ω'] = 0xF4, ['π'] = 0xF7, ['÷'] = 0xFD, ['█'] = 0xFF,
    };

    /// <summary>The code of a character, or null.</summary>
    public static byte? Find(char character) => character switch
    {
        >= ' ' and <= '}' and not '\\' => (byte)character,
        _ => Others.TryGetValue(character, out byte code) ? code : null,
    };
}
