namespace CodeAct.Robotics.Agents.Grammar;

/// <summary>Strings: regular, verbatim, raw with three quotes, each with holes or without. The state's count is the kind, its glue how far a sign is.</summary>
internal static class TextStep
{
    private const int Holes = 1, Verbatim = 2, Raw = 4;
    private const char FirstQuote = 'S', SecondQuote = 'E';

    // Of numbers and times. A small model that is in the wrong place would go on here for ever.
    private const string Formatting = " .,:;#%+-/_°‰";
    private const int LongestFormat = 24;

    public static bool Begin(ref ReplyState s, char c)
    {
        if (!LiteralStep.MayBegin(s)) return false;
        (s.Mode, s.Count, s.Glue) = c switch
        {
            '"' => (ReplyMode.Text, 0, FirstQuote),
            '$' => (ReplyMode.TextPrefix, Holes, '\0'),
            _ => (ReplyMode.TextPrefix, Verbatim, '\0'),
        };
        return true;
    }

    public static bool Continue(ref ReplyState s, char c)
    {
        switch (s.Mode)
        {
            case ReplyMode.TextPrefix:
                return Prefix(ref s, c);
            case ReplyMode.Format:
                if (c == '}') return ReturnFromHole(ref s);
                return ++s.Count <= LongestFormat && (char.IsLetterOrDigit(c) || Formatting.Contains(c, StringComparison.Ordinal));
            default:
                return (s.Count & Raw) != 0 ? InRaw(ref s, c) : (s.Count & Verbatim) != 0 ? InVerbatim(ref s, c) : InRegular(ref s, c);
        }
    }

    /// <summary>The bracket of a hole closed: the string goes on.</summary>
    public static bool ReturnFromHole(ref ReplyState s)
    {
        (s.Mode, s.Count, s.Glue) = (ReplyMode.Text, s.Top.Count, '\0');
        s.Top = s.Top.Outer!;
        return true;
    }

    /// <summary>Whether a backslash may stand before it.</summary>
    public static bool IsEscape(char c) => c is '\'' or '"' or '\\' or '0' or 'a' or 'b' or 'e' or 'f' or 'n' or 'r' or 't' or 'v' or 'u' or 'U' or 'x';

    private static bool Prefix(ref ReplyState s, char c)
    {
        if (c == '"')
        {
            (s.Mode, s.Glue) = (ReplyMode.Text, (s.Count & Verbatim) != 0 ? '\0' : FirstQuote);
            return true;
        }

        int added = c == '$' ? Holes : c == '@' ? Verbatim : 0;
        if (added == 0 || (s.Count & added) != 0) return false;
        s.Count |= added;
        return true;
    }

    private static bool InRegular(ref ReplyState s, char c)
    {
        switch (s.Glue)
        {
            case FirstQuote when c == '"':
                s.Glue = SecondQuote;
                return true;
            case SecondQuote when c == '"':
                (s.Count, s.Glue) = (s.Count | Raw, '\0');
                return true;
            case SecondQuote:
                return s.Then(Prior.Operand) && ReplyStep.Code(ref s, c);
            case '\\':
                s.Glue = '\0';
                return IsEscape(c);
        }

        if (BetweenBraces(ref s, c) is { } taken) return taken;
        s.Glue = '\0';
        if (c == '\\') s.Glue = '\\';
        return c == '"' ? s.Then(Prior.Operand) : c != '\n';
    }

    private static bool InVerbatim(ref ReplyState s, char c)
    {
        if (s.Glue == '"')
        {
            if (c != '"') return s.Then(Prior.Operand) && ReplyStep.Code(ref s, c);
            s.Glue = '\0';
            return true;
        }

        if (BetweenBraces(ref s, c) is { } taken) return taken;
        s.Glue = c == '"' ? '"' : '\0';
        return c != '`';
    }

    private static bool InRaw(ref ReplyState s, char c)
    {
        if (c == '"')
        {
            if (s.Glue == SecondQuote) return s.Then(Prior.Operand);
            s.Glue = s.Glue == FirstQuote ? SecondQuote : FirstQuote;
            return true;
        }

        if (BetweenBraces(ref s, c) is { } taken) return taken;
        s.Glue = '\0';
        return c != '`';
    }

    /// <summary>Braces of a string with holes: null where the character is plain text.</summary>
    private static bool? BetweenBraces(ref ReplyState s, char c)
    {
        if ((s.Count & Holes) == 0) return null;
        switch (s.Glue)
        {
            case '{' when c == '{':
            case '}' when c == '}':
                s.Glue = '\0';
                return (s.Count & Raw) == 0;
            case '{':
                s.Top = new Frame(FrameKind.Hole, s.Top) { Count = s.Count };
                return s.Then(Prior.Operator) && ReplyStep.Code(ref s, c);
            case '}':
                return false;
        }

        if (c is not ('{' or '}')) return null;
        s.Glue = c;
        return true;
    }
}
