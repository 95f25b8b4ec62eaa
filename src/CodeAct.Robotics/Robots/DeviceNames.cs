using System.Globalization;

namespace CodeAct.Robotics.Robots;

/// <summary>Which names a device may have. Names of kinds and types are fine; the facade keeps its types out of the way.</summary>
public static class DeviceNames
{
    /// <summary>Always in scope of code, so never a device's name.</summary>
    public static readonly IReadOnlyList<string> AlwaysThere = ["Wait", "WaitUntil", "Print", "History", "Plot", "Done", "Fail", "Now"];

    // C# specification 6.4.4, and the contextual words that a statement can't begin with as a plain name.
    private static readonly HashSet<string> Keywords =
    [
        .. ("abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else enum event " +
            "explicit extern false finally fixed float for foreach goto if implicit in int interface internal is lock long namespace new null " +
            "object operator out override params private protected public readonly ref return sbyte sealed short sizeof stackalloc static string " +
            "struct switch this throw true try typeof uint ulong unchecked unsafe ushort using virtual void volatile while " +
            "await dynamic field global nameof record var yield _").Split(' '),
    ];

    /// <summary>What is wrong with a name, or null where it may be used.</summary>
    public static string? Problem(string name)
    {
        if (name.Length > 64) return "is longer than 64 letters.";
        if (!char.IsLetter(name[0]) && name[0] != '_' || !name.All(IsPart)) return "is not a C# identifier.";
        if (Keywords.Contains(name)) return "is a word of C#.";
        foreach (string word in AlwaysThere)
            if (string.Equals(word, name, StringComparison.OrdinalIgnoreCase)) return $"is taken: {word} is always there.";
        return null;
    }

    private static bool IsPart(char c) => c == '_' || char.IsLetterOrDigit(c) || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
