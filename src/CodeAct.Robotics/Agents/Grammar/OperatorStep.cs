namespace CodeAct.Robotics.Agents.Grammar;

/// <summary>Operators, sign by sign: the glue is the sign just before, where one may join it; p and m stand for a leading plus and minus, q for two question marks.</summary>
internal static class OperatorStep
{
    public static bool Operate(ref ReplyState s, char c)
    {
        if (s.Prior == Prior.HalfArrow) return s.Then(Prior.Arrow);
        if (s.Prior == Prior.HalfEquals) return s.Then(Prior.Operator);
        if (s.Glue != '\0' && Joined(s.Glue, c) is { } joined) return s.Then(joined.Prior, joined.Glue);
        return c switch
        {
            '.' => Dot(ref s),
            '=' => Equal(ref s),
            '<' => Less(ref s),
            '>' => Greater(ref s),
            '?' => Question(ref s),
            '!' => s.Prior.IsOperand() ? s.Then(Prior.Operand, '!') : BeginsOperand(s) && s.Then(Prior.Operator),
            '+' or '-' => s.Prior.IsOperand() ? s.Then(Prior.Operator, Joinable(s, c)) : BeginsOperand(s) && s.Then(Prior.Operator, c == '+' ? 'p' : 'm'),
            '~' => BeginsOperand(s) && s.Then(Prior.Operator),
            '^' when BeginsOperand(s) => s.Then(Prior.Operator),
            '*' or '%' or '^' => s.Prior.IsOperand() && s.Then(Prior.Operator, Joinable(s, c)),
            '&' or '|' => (s.Prior.IsOperand() || s.Prior is Prior.Declared or Prior.PatternType or Prior.AfterPattern) && s.Then(Prior.Operator, c),
            _ => false,
        };
    }

    /// <summary>Whether an operand may begin here, a statement's first one included.</summary>
    private static bool BeginsOperand(in ReplyState s) => s.Prior.BeginsValue() || s.Prior.BeginsStatement();

    /// <summary>The operator of arithmetic, where an equals sign or itself may join it: a device's property is not set by it.</summary>
    internal static char Joinable(in ReplyState s, char c) => s.Prior == Prior.Property ? '\0' : c;

    private static (Prior Prior, char Glue)? Joined(char glue, char c) => (glue, c) switch
    {
        ('=', '>') => (Prior.Arrow, '\0'),
        ('=', '=') or ('!', '=') or ('<', '=') or ('>', '=') or ('&', '&') or ('|', '|') => (Prior.Operator, '\0'),
        ('<', '<') => (Prior.Operator, '*'),
        ('>', '>') => (Prior.Operator, '>'),
        ('+', '+') or ('-', '-') => (Prior.Operand, '\0'),
        ('p', '+') or ('m', '-') => (Prior.Operator, '\0'),
        ('+' or '-' or '*' or '/' or '%' or '^' or '&' or '|' or 'q', '=') => (Prior.Value, '\0'),
        ('?', '?') => (Prior.Value, 'q'),
        ('?', '.') => (Prior.Dot, '\0'),
        ('.', '.') => (Prior.Range, '\0'),
        _ => null,
    };

    private static bool Dot(ref ReplyState s)
    {
        switch (s.Prior)
        {
            case Prior.Device or Prior.DeviceDot or Prior.Namespace:
                return s.Then(Prior.Dot, '\0', s.Named);
            case Prior.Type or Prior.PatternType:
                // A type parameter has no members.
                if (s.Named is BareName { Kind: BareKind.TypeParameter }) return false;
                return s.Then(Prior.Dot, '\0', s.Named as BareName);
            case Prior.Value or Prior.Pattern or Prior.Operator when s.Glue == '\0' && !NameUse.IsMeasured(s):
                s.Glue = '.';
                s.Prior = Prior.Value;
                return true;
            default:
                return (s.Prior.IsOperand() || s.Prior == Prior.AfterPattern) && s.Then(Prior.Dot, '.');
        }
    }

    private static bool Equal(ref ReplyState s) => s.Prior switch
    {
        Prior.Property => s.Then(Prior.HalfEquals),
        Prior.NeedAssign or Prior.AfterProperty => s.Then(Prior.Value),
        // A member may have the name of a device or a type.
        Prior.Device or Prior.FunctionValue or Prior.Type => s.Top.Kind is FrameKind.Anonymous or FrameKind.Initializer && s.Then(Prior.Value),
        Prior.NeedArrow or Prior.NeedArrowOrColon => s.Then(Prior.HalfArrow),
        Prior.AfterParameters or Prior.Accessor or Prior.PatternType or Prior.AfterPattern => s.Then(Prior.HalfArrow),
        Prior.Operand or Prior.Name or Prior.Created or Prior.Declared or Prior.AfterTyped or Prior.Default => s.Top.Kind != FrameKind.Pattern && s.Then(Prior.Value, '='),
        _ => false,
    };

    private static bool Less(ref ReplyState s)
    {
        switch (s.Prior)
        {
            case Prior.Type or Prior.PatternType:
                s.Top = new Frame(FrameKind.Angle, s.Top) { Count = s.Prior == Prior.PatternType ? 1 : 0 };
                return s.Then(Prior.Operator);
            case Prior.Declared or Prior.DeclaredType:
                s.Top = new Frame(FrameKind.TypeParameters, s.Top) { Count = s.Prior == Prior.DeclaredType ? 1 : 0 };
                return s.Then(Prior.NewType);
            case Prior.Pattern or Prior.Value:
                return s.Then(Prior.Operator, '<');
            default:
                return s.Prior.IsOperand() && s.Then(Prior.Operator, '<');
        }
    }

    private static bool Greater(ref ReplyState s)
    {
        bool ofType = s.Prior is Prior.Type or Prior.PatternType or Prior.Nullable or Prior.AfterTyped;
        switch (s.Top.Kind)
        {
            case FrameKind.Angle when ofType || s.Prior == Prior.Operand && s.Named is BareName:
                int pattern = s.Top.Count;
                s.Top = s.Top.Outer!;
                return s.Then(pattern == 1 ? Prior.PatternType : Prior.Type);
            case FrameKind.TypeParameters when s.Prior == Prior.DeclaredType:
                int type = s.Top.Count;
                s.Top = s.Top.Outer!;
                return s.Then(type == 1 ? Prior.DeclaredType : Prior.Declared);
        }

        // The type arguments of a function that is called.
        if (ofType) return s.Then(Prior.Operand);
        return (s.Prior.IsOperand() || s.Prior is Prior.Pattern or Prior.Value) && s.Then(Prior.Operator, '>');
    }

    private static bool Question(ref ReplyState s) => s.Prior switch
    {
        Prior.Type or Prior.PatternType or Prior.AfterTyped => s.Then(Prior.Nullable),
        // What a device tells is never null, and a choice in a hole stands in brackets.
        Prior.Property when s.Top.Kind == FrameKind.Hole && s.Named is BareName { Kind: BareKind.Device } => false,
        // A property pattern holds constants and patterns, and no choices.
        _ when s.Top.Kind == FrameKind.Pattern => false,
        Prior.Declared or Prior.AfterPattern => s.Then(Prior.Value, '?'),
        _ => s.Prior.IsOperand() && s.Then(Prior.Value, '?'),
    };
}
