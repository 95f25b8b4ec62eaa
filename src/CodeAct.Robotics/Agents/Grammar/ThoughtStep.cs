namespace CodeAct.Robotics.Agents.Grammar;

/// <summary>
/// The thought: any text on one line. Where it tells in brackets what a device is for, as the embedded model was taught to, that is
/// what the manifest says, so these words are put in rather than chosen.
/// </summary>
internal static class ThoughtStep
{
    private const char AfterName = ' ';

    public static bool Continue(ref ReplyState s, char c)
    {
        if (s.Mode == ReplyMode.Description) return Description(ref s, c);
        if (s.IsNarrow) return NarrowText(ref s, c);
        if (c == '`')
        {
            // Only a reply without a thought begins with its fence.
            if (s.Count != 0) return false;
            (s.Mode, s.Count) = (ReplyMode.Opening, 1);
            return true;
        }

        if (c == '\n')
        {
            if (s.Count == 0) return false;
            (s.Mode, s.Count, s.Node, s.Word, s.Glue) = (ReplyMode.Opening, 0, null, "", '\0');
            return true;
        }

        if (c == '(' && s.Glue == AfterName)
        {
            (s.Mode, s.Count, s.Node, s.Glue) = (ReplyMode.Description, 0, null, '\0');
            return true;
        }

        Name(ref s, c);
        s.Count = 1;
        return true;
    }

    // Follows a device's name from its first letter; the description is kept in the state only between the name and its bracket.
    private static void Name(ref ReplyState s, char c)
    {
        bool letter = c == '_' || char.IsLetterOrDigit(c), begins = s.Count == 0 || s.Glue is 'b' or AfterName;
        string? told = !letter && s.Node is { IsName: true } ? s.Grammar.Description(s.Word) : null;
        (s.Node, s.Word, s.Glue) = letter
            ? (begins ? s.Grammar.DeviceNames : s.Node)?.Next(c) is { } node ? (node, begins ? $"{c}" : s.Word + c, '\0') : (null, "", '\0')
            : c == ' ' && told is not null ? (null, told + ")", AfterName) : ((NameTrie?)null, "", 'b');
    }

    // One of the texts of the state's node, whole.
    private static bool NarrowText(ref ReplyState s, char c)
    {
        if (s.Node!.Next(c) is { } node)
        {
            (s.Node, s.Word, s.Count) = (node, s.Word + c, 1);
            return true;
        }

        if (!s.Node.IsName || c == '_' || char.IsLetterOrDigit(c)) return false;
        string? told = c == ' ' ? s.Grammar.Description(s.Word.TrimStart(' ')) : null;
        (s.Only, s.Node, s.Word, s.Glue) = (null, null, "", 'b');
        if (told is null) return Continue(ref s, c);
        (s.Word, s.Glue) = (told + ")", AfterName);
        return true;
    }

    private static bool Description(ref ReplyState s, char c)
    {
        if (c != s.Word[s.Count]) return false;
        if (++s.Count == s.Word.Length) (s.Mode, s.Count, s.Word, s.Glue) = (ReplyMode.Thought, 1, "", 'b');
        return true;
    }
}
