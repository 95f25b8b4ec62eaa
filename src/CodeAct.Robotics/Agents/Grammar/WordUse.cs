namespace CodeAct.Robotics.Agents.Grammar;

/// <summary>A word of C# stands here: what may follow it.</summary>
internal static class WordUse
{
    public static bool Apply(ref ReplyState s, WordRole role, string word)
    {
        if (s.Prior == Prior.New && role != WordRole.Type) return false;
        switch (role)
        {
            case WordRole.Control:
                return s.Then(word == "for" ? Prior.For : Prior.Control);
            case WordRole.Lead:
                if (word == "static" && s.Top.Has(FrameFlags.Using)) s.Names = s.Names.With(CodeFeatures.StaticUsing);
                if (word == "event") s.Names = s.Names.With(CodeFeatures.Delegates);
                return s.Then(Prior.Need);
            case WordRole.Return:
                return s.Then(Prior.Return);
            case WordRole.Jump:
                return s.Then(Prior.Jump);
            case WordRole.Case:
                return Flag(ref s, FrameFlags.Case, Prior.Pattern);
            case WordRole.Default:
                return s.Prior.BeginsStatement() ? Flag(ref s, FrameFlags.Case, Prior.Default) : s.Then(Prior.Default);
            case WordRole.NewType:
                return Flag(ref s, word == "enum" ? FrameFlags.EnumHead : FrameFlags.Head, Prior.NewType);
            case WordRole.Delegate:
                s.Names = s.Names.With(CodeFeatures.Delegates);
                return Flag(ref s, FrameFlags.Delegate, Prior.Need);
            case WordRole.Using:
                return Flag(ref s, FrameFlags.Using, Prior.Need);
            case WordRole.Type:
                return s.Then(NameUse.IsPattern(s) ? Prior.PatternType : Prior.Type);
            case WordRole.Var:
                return s.Then(Prior.Var);
            case WordRole.Value:
                return s.Then(word == "_" && !s.Prior.BeginsStatement() ? Prior.Name : Prior.Operand);
            case WordRole.New:
                return Flag(ref s, FrameFlags.New, Prior.New);
            case WordRole.Prefix:
                return s.Then(Prior.Operator);
            case WordRole.Pattern:
                if (s.Top.Kind == FrameKind.Group) s.Top = s.Top.Without(FrameFlags.Typed | FrameFlags.Names);
                return s.Then(Prior.Pattern);
            case WordRole.Infix:
                return Infix(ref s, word);
            case WordRole.Brace:
                return s.Then(word == "switch" ? Prior.Switch : Prior.With);
            case WordRole.QueryName:
                s.Names = s.Names.With(CodeFeatures.Query);
                return s.Then(Prior.Var);
            case WordRole.Bracket:
                return s.Then(Prior.Bracket);
            default:
                return false;
        }
    }

    /// <summary>get, set or init in a property's braces.</summary>
    public static bool Accessor(ref ReplyState s, string word)
    {
        if (word != "get") s.Names = s.Names.With("value");
        return s.Then(Prior.Accessor);
    }

    private static bool Infix(ref ReplyState s, string word)
    {
        bool constraint = word == "where" && (s.Prior == Prior.AfterParameters || s.Top.Has(FrameFlags.Head));
        if (!constraint) return s.Then(Prior.Value);
        return Flag(ref s, FrameFlags.Head, Prior.Operator);
    }

    private static bool Flag(ref ReplyState s, FrameFlags flags, Prior then)
    {
        s.Top = s.Top.With(flags);
        return s.Then(then);
    }
}
