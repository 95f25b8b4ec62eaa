namespace CodeAct.Robotics.Agents.Grammar;

/// <summary>One character: the fences here, the thought and the code in the steps beside this one.</summary>
internal static class ReplyStep
{
    private const string Opening = "```csharp\n";
    private const int Fence = 3;

    /// <summary>Advances, or leaves the state in pieces and says false.</summary>
    public static bool Advance(ref ReplyState s, char c)
    {
        if (c is '\r' or '\0' or '\uFFFD' || c < ' ' && c is not ('\n' or '\t')) return false;
        switch (s.Mode)
        {
            case ReplyMode.Thought:
            case ReplyMode.Description:
                return ThoughtStep.Continue(ref s, c);
            case ReplyMode.Opening:
                if (c != Opening[s.Count]) return false;
                if (++s.Count == Opening.Length) s = s.AtCode();
                return true;
            case ReplyMode.Code:
                return Code(ref s, c);
            case ReplyMode.Word:
                return WordStep.Continue(ref s, c);
            case ReplyMode.Number:
            case ReplyMode.Character:
                return LiteralStep.Continue(ref s, c);
            case ReplyMode.TextPrefix:
            case ReplyMode.Text:
            case ReplyMode.Format:
                return TextStep.Continue(ref s, c);
            case ReplyMode.Slash:
            case ReplyMode.LineComment:
            case ReplyMode.BlockComment:
                return CommentStep.Continue(ref s, c);
            case ReplyMode.Closing:
                if (c != '`') return false;
                if (++s.Count == Fence) s.Mode = ReplyMode.End;
                return true;
            default:
                return false;
        }
    }

    /// <summary>Between two tokens.</summary>
    public static bool Code(ref ReplyState s, char c)
    {
        if (s.Prior.IsTight() && !FitsTightly(s.Prior, c)) return false;
        // A device's member follows its dot at once, so that a model has one way to write it.
        if (s.Prior == Prior.Dot && s.Named is not null && !char.IsLetter(c)) return false;
        if (s.IsNarrow && (s.Prior.BeginsStatement() || s.Prior.BeginsValue()) && !char.IsLetter(c) && c != ' ') return false;
        // In a hole the colon of a choice would begin the format, so that a choice needs brackets there.
        if (s.Glue == '?' && s.Top.Kind == FrameKind.Hole && c is not ('.' or '[' or '?')) return false;
        switch (c)
        {
            case ' ' or '\t' or '\n':
                // A fence must begin its line.
                s.Glue = c == '\n' ? '\n' : '\0';
                return true;
            case '`':
                return Close(ref s);
            case '"' or '$' or '@':
                return TextStep.Begin(ref s, c);
            case '\'':
                return LiteralStep.BeginCharacter(ref s);
            case '(' or '[' or '{':
                return OpeningStep.Open(ref s, c);
            case ')' or ']' or '}':
                return ClosingStep.Close(ref s, c);
            case '/':
                return CommentStep.Begin(ref s);
            case ',' or ';' or ':':
                return SeparatorStep.Separate(ref s, c);
        }

        if (char.IsAsciiDigit(c)) return s.Glue == '.' && s.Prior == Prior.Value ? LiteralStep.BeginFraction(ref s) : LiteralStep.BeginNumber(ref s, c);
        return c == '_' || char.IsLetter(c) ? WordStep.Begin(ref s, c) : OperatorStep.Operate(ref s, c);
    }

    private static bool FitsTightly(Prior prior, char c) => prior switch
    {
        Prior.Begin => c is not (' ' or '\t' or '\n'),
        Prior.DeviceDot => c == '.',
        Prior.Function => c == '(',
        Prior.NoArguments => c == ')',
        Prior.HalfArrow => c == '>',
        _ => c == '=',
    };

    private static bool Close(ref ReplyState s)
    {
        bool over = s.Prior is Prior.Start or Prior.AfterProperty || s.Prior.IsOperand();
        if (s.Glue != '\n' || s.Top.Outer is not null || s.Top.Has(FrameFlags.Case) || !over) return false;
        (s.Mode, s.Count) = (ReplyMode.Closing, 1);
        return true;
    }
}
