using System.Globalization;

namespace CodeAct.Robotics.Hardware.Linux.Displays;

/// <summary>A font of 5 by 7 points, drawn for this project. A character is kept as seven rows from the top, the leftmost point in bit 4.</summary>
internal static class PointFont
{
    /// <summary>Columns of a character; between two there is one blank column.</summary>
    public const int Width = 5;

    // A character, a blank, its rows in hexadecimal.
    private const string Rows = """
        ! 04 04 04 04 04 00 04
        " 0A 0A 0A 00 00 00 00
        # 0A 0A 1F 0A 1F 0A 0A
        $ 04 0F 14 0E 05 1E 04
        % 18 19 02 04 08 13 03
        & 0C 12 14 08 15 12 0D
        ' 04 04 08 00 00 00 00
        ( 02 04 08 08 08 04 02
        ) 08 04 02 02 02 04 08
        * 00 04 15 0E 15 04 00
        + 00 04 04 1F 04 04 00
        , 00 00 00 00 04 04 08
        - 00 00 00 1F 00 00 00
        . 00 00 00 00 00 0C 0C
        / 00 01 02 04 08 10 00
        0 0E 11 13 15 19 11 0E
        1 04 0C 04 04 04 04 0E
        2 0E 11 01 02 04 08 1F
        3 0E 11 01 06 01 11 0E
        4 02 06 0A 12 1F 02 02
        5 1F 10 1E 01 01 11 0E
        6 06 08 10 1E 11 11 0E
        7 1F 01 02 04 08 08 08
        8 0E 11 11 0E 11 11 0E
        9 0E 11 11 0F 01 02 0C
        : 00 0C 0C 00 0C 0C 00
        ; 00 0C 0C 00 04 04 08
        < 02 04 08 10 08 04 02
        = 00 00 1F 00 1F 00 00
        > 08 04 02 01 02 04 08
        ? 0E 11 01 02 04 00 04
        @ 0E 11 17 15 17 10 0E
        A 04 0A 11 11 1F 11 11
        B 1E 11 11 1E 11 11 1E
        C 0E 11 10 10 10 11 0E
        D 1C 12 11 11 11 12 1C
        E 1F 10 10 1E 10 10 1F
        F 1F 10 10 1E 10 10 10
        G 0E 11 10 17 11 11 0F
        H 11 11 11 1F 11 11 11
        I 0E 04 04 04 04 04 0E
        J 07 02 02 02 02 12 0C
        K 11 12 14 18 14 12 11
        L 10 10 10 10 10 10 1F
        M 11 1B 15 15 11 11 11
        N 11 19 19 15 13 13 11
        O 0E 11 11 11 11 11 0E
        P 1E 11 11 1E 10 10 10
        Q 0E 11 11 11 15 12 0D
        R 1E 11 11 1E 14 12 11
        S 0F 10 10 0E 01 01 1E
        T 1F 04 04 04 04 04 04
        U 11 11 11 11 11 11 0E
        V 11 11 11 0A 0A 0A 04
        W 11 11 11 15 15 1B 11
        X 11 11 0A 04 0A 11 11
        Y 11 11 0A 04 04 04 04
        Z 1F 01 02 04 08 10 1F
        [ 0E 08 08 08 08 08 0E
        \ 00 10 08 04 02 01 00
        ] 0E 02 02 02 02 02 0E
        ^ 04 0A 11 00 00 00 00
        _ 00 00 00 00 00 00 1F
        ` 08 04 02 00 00 00 00
        a 00 00 0E 01 0F 11 0F
        b 10 10 1E 11 11 11 1E
        c 00 00 0F 10 10 10 0F
        d 01 01 0F 11 11 11 0F
        e 00 00 0E 11 1F 10 0E
        f 03 04 0E 04 04 04 04
        g 00 0F 11 11 0F 01 0E
        h 10 10 1E 11 11 11 11
        i 04 00 0C 04 04 04 0E
        j 02 00 06 02 02 12 0C
        k 10 10 13 14 18 14 13
        l 0C 04 04 04 04 04 06
        m 00 00 1A 15 15 15 15
        n 00 00 1E 11 11 11 11
        o 00 00 0E 11 11 11 0E
        p 00 1E 11 11 1E 10 10
        q 00 0F 11 11 0F 01 01
        r 00 00 17 18 10 10 10
        s 00 00 0F 10 0E 01 1E
        t 04 04 0E 04 04 04 03
        u 00 00 11 11 11 11 0F
        v 00 00 11 11 0A 0A 04
        w 00 00 11 15 15 15 0A
        x 00 00 11 0A 04 0A 11
        y 00 11 11 11 0F 01 0E
        z 00 00 1F 02 04 08 1F
        { 03 04 04 08 04 04 03
        | 04 04 04 04 04 04 04
        } 18 04 04 02 04 04 18
        ~ 00 00 08 15 02 00 00
        ° 0C 12 12 0C 00 00 00
        ± 04 04 1F 04 04 00 1F
        µ 00 11 11 11 1E 10 10
        ä 0A 00 0E 01 0F 11 0F
        ö 0A 00 0E 11 11 11 0E
        ü 0A 00 11 11 11 11 0F
        Ä 0A 04 0A 11 1F 11 11
        Ö 0A 0E 11 11 11 11 0E
        Ü 0A 00 11 11 11 11 0E
        ß 0C 12 12 14 12 11 16
        € 07 08 1E 08 1E 08 07
        Ω 0E 11 11 11 0A 0A 1B
        → 00 04 02 1F 02 04 00
        ← 00 04 08 1F 08 04 00
        """;

    private static readonly Dictionary<char, byte[]> Columns = Parse();

    /// <summary>All characters.</summary>
    public static IReadOnlyCollection<char> Characters => Columns.Keys;

    /// <summary>The columns of a character from the left, the top point in bit 0, as an SSD1306 takes them; null where the font has none.</summary>
    public static byte[]? Find(char character) => Columns.GetValueOrDefault(character);

    private static Dictionary<char, byte[]> Parse()
    {
        var columns = new Dictionary<char, byte[]> { [' '] = new byte[Width] };
        foreach (string line in Rows.ReplaceLineEndings("\n").Split('\n'))
        {
            byte[] glyph = new byte[Width];
            string[] rows = line[2..].Split(' ');
            for (int y = 0; y < rows.Length; y++)
            {
                int row = int.Parse(rows[y], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
                for (int x = 0; x < Width; x++)
                    if ((row & 0x10 >> x) != 0) glyph[x] |= (byte)(1 << y);
            }

            columns.Add(line[0], glyph);
        }

        return columns;
    }
}
