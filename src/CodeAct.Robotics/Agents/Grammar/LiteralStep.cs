namespace CodeAct.Robotics.Agents.Grammar;

/// <summary>Numbers, and characters in single quotes. The state's glue tells which part comes next.</summary>
internal static class LiteralStep
{
    private const char Whole = 'i', Zero = '0', Dot = '.', Fraction = 'f', Exponent = 'e', Signed = '+', Power = 'p', Hex = 'h', Suffix = 's';
    private const char Escape = '\\', Code = 'u', Last = 'c';

    public static bool BeginNumber(ref ReplyState s, char c) => Begin(ref s, ReplyMode.Number, c == '0' ? Zero : Whole);

    public static bool BeginFraction(ref ReplyState s) => Begin(ref s, ReplyMode.Number, Fraction);

    public static bool BeginCharacter(ref ReplyState s) => Begin(ref s, ReplyMode.Character, '\0');

    public static bool Continue(ref ReplyState s, char c) => s.Mode == ReplyMode.Number ? Number(ref s, c) : Character(ref s, c);

    /// <summary>Whether a literal may begin here.</summary>
    public static bool MayBegin(in ReplyState s) => (s.Prior.BeginsValue() || s.Prior.BeginsStatement()) && !NameUse.IsMeasured(s);

    private static bool Begin(ref ReplyState s, ReplyMode mode, char part)
    {
        if (!MayBegin(s)) return false;
        (s.Mode, s.Glue) = (mode, part);
        return true;
    }

    private static bool Number(ref ReplyState s, char c)
    {
        char? next = s.Glue switch
        {
            Zero when c is 'x' or 'X' or 'b' or 'B' => Hex,
            Zero or Whole => c is >= '0' and <= '9' or '_' ? Whole : c == '.' ? Dot : c is 'e' or 'E' ? Exponent : IsSuffix(c) ? Suffix : null,
            Dot => c is >= '0' and <= '9' ? Fraction : null,
            Fraction => c is >= '0' and <= '9' or '_' ? Fraction : c is 'e' or 'E' ? Exponent : IsSuffix(c) ? Suffix : null,
            Exponent => c is '+' or '-' ? Signed : c is >= '0' and <= '9' ? Power : null,
            Signed => c is >= '0' and <= '9' ? Power : null,
            Power => c is >= '0' and <= '9' ? Power : IsSuffix(c) ? Suffix : null,
            Hex => char.IsAsciiHexDigit(c) || c is '_' or 'L' or 'U' or 'l' or 'u' ? Hex : null,
            _ => c is 'l' or 'L' or 'u' or 'U' ? Suffix : null,
        };
        if (next is { } part)
        {
            s.Glue = part;
            return true;
        }

        switch (s.Glue)
        {
            case Dot when c == '.':
                return s.Then(Prior.Range);
            case Dot:
                return char.IsLetter(c) && s.Then(Prior.Dot) && ReplyStep.Code(ref s, c);
            case Exponent or Signed:
                return false;
            default:
                return c != '_' && !char.IsLetterOrDigit(c) && s.Then(Prior.Operand) && ReplyStep.Code(ref s, c);
        }
    }

    private static bool IsSuffix(char c) => c is 'd' or 'D' or 'f' or 'F' or 'm' or 'M' or 'l' or 'L' or 'u' or 'U';

    private static bool Character(ref ReplyState s, char c)
    {
        switch (s.Glue)
        {
            case '\0':
                if (c is '\'' or '\n') return false;
                s.Glue = c == '\\' ? Escape : Last;
                return true;
            case Escape:
                s.Glue = c is 'u' or 'x' ? Code : Last;
                return c is 'u' or 'x' || TextStep.IsEscape(c);
            case Code when char.IsAsciiHexDigit(c):
                return true;
            default:
                return c == '\'' && s.Then(Prior.Operand);
        }
    }
}
