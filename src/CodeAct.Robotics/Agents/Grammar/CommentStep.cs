namespace CodeAct.Robotics.Agents.Grammar;

/// <summary>A slash: the beginning of a comment, or a division.</summary>
internal static class CommentStep
{
    public static bool Begin(ref ReplyState s)
    {
        if (!s.Top.TakesComments && !s.Prior.IsOperand()) return false;
        (s.Mode, s.Glue) = (ReplyMode.Slash, '\0');
        return true;
    }

    public static bool Continue(ref ReplyState s, char c)
    {
        switch (s.Mode)
        {
            case ReplyMode.Slash when c is '/' or '*' && !s.Top.TakesComments:
                return false;
            case ReplyMode.Slash when c == '/':
                s.Mode = ReplyMode.LineComment;
                return true;
            case ReplyMode.Slash when c == '*':
                (s.Mode, s.Glue) = (ReplyMode.BlockComment, '\0');
                return true;
            case ReplyMode.Slash:
                return s.Prior.IsOperand() && s.Then(Prior.Operator, OperatorStep.Joinable(s, '/')) && ReplyStep.Code(ref s, c);
            case ReplyMode.LineComment:
                if (c == '\n') Over(ref s, '\n');
                return true;
            default:
                // A fence on a line of its own would close the block here, too.
                if (c == '`') return false;
                if (s.Glue == '*' && c == '/') Over(ref s, '\0');
                else s.Glue = c == '*' ? '*' : '\0';
                return true;
        }
    }

    private static void Over(ref ReplyState s, char glue)
    {
        (s.Mode, s.Glue) = (ReplyMode.Code, glue);
        if (s.Prior == Prior.Begin) s.Prior = Prior.Start;
    }
}
