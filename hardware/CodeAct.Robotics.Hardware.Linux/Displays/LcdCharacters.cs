namespace CodeAct.Robotics.Hardware.Linux.Displays;

/// <summary>The characters of the HD44780's usual ROM, A00 (Japanese standard), as far as Latin texts need them. Source: HD44780U, table 4.</summary>
internal static class LcdCharacters
{
    // Beyond ASCII, and in place of the backslash and the tilde, which this ROM has not.
    private const string Others = "¥→←°·äßµμöüñ√¢∞Ωπ÷█";
    private static readonly byte[] Codes = [0x5C, 0x7E, 0x7F, 0xDF, 0xA5, 0xE1, 0xE2, 0xE4, 0xE4, 0xEF, 0xF5, 0xEE, 0xE8, 0xEC, 0xF3, 0xF4, 0xF7, 0xFD, 0xFF];

    /// <summary>The code of a character, or null.</summary>
    public static byte? Find(char character) => character switch
    {
        >= ' ' and <= '}' and not '\\' => (byte)character,
        _ => Others.IndexOf(character) is >= 0 and var at ? Codes[at] : null,
    };
}
