namespace CodeAct.Robotics.Agents.Grammar;

/// <summary>Commas, semicolons and colons.</summary>
internal static class SeparatorStep
{
    public static bool Separate(ref ReplyState s, char c) => c switch
    {
        ',' => Comma(ref s),
        ';' => Semicolon(ref s),
        _ => Colon(ref s),
    };

    private static bool Comma(ref ReplyState s)
    {
        bool complete = s.Prior.IsComplete();
        bool type = s.Prior is Prior.Type or Prior.Nullable or Prior.AfterTyped;
        switch (s.Top.Kind)
        {
            case FrameKind.Block:
                if (s.Top.Has(FrameFlags.Head) && type) return s.Then(Prior.Operator);
                if (!complete) return false;
                return s.Top.Has(FrameFlags.Declares) ? s.Then(Prior.NextVariable) : s.Names.Features.HasFlag(CodeFeatures.Query) && s.Then(Prior.Value);
            case FrameKind.For:
                return complete && s.Then(s.Top.Has(FrameFlags.Declares) ? Prior.NextVariable : Prior.Value);
            case FrameKind.Call when s.Top.Callee is { } callee:
                if (!complete || s.Top.Count + 1 >= callee.Most) return false;
                s.Top = s.Top with { Count = s.Top.Count + 1 };
                return s.Then(Prior.Value);
            case FrameKind.Group:
                return InGroup(ref s, complete, type);
            case FrameKind.LambdaParameters:
                return s.Prior is Prior.Name or Prior.InGroup && s.Then(Prior.Value);
            case FrameKind.Deconstruction:
                return s.Prior == Prior.Declared && s.Then(Prior.Var);
            case FrameKind.Parameters or FrameKind.Hole:
                return complete && s.Then(Prior.Operator);
            case FrameKind.Angle:
                return (type || s.Prior == Prior.PatternType) && s.Then(Prior.Operator);
            case FrameKind.TypeParameters:
                return s.Prior == Prior.DeclaredType && s.Then(Prior.NewType);
            case FrameKind.Rank:
                return (complete || s.Prior == Prior.Operator) && s.Then(Prior.Operator);
            case FrameKind.Arms:
                return complete && s.Then(Prior.Pattern);
            case FrameKind.Enum:
                return complete && s.Then(Prior.NextVariable);
            case FrameKind.Control:
                return false;
            default:
                // The type arguments of a function that is called.
                return (complete || type) && s.Then(Prior.Value);
        }
    }

    private static bool InGroup(ref ReplyState s, bool complete, bool type)
    {
        if (s.Prior == Prior.InGroup)
        {
            if (!s.Top.Has(FrameFlags.Names)) return false;
            s.Top = new Frame(FrameKind.LambdaParameters, s.Top.Outer);
            return s.Then(Prior.Value);
        }

        if (!complete && !type) return false;
        if (!type && s.Prior != Prior.Declared) s.Top = s.Top.Without(FrameFlags.Typed);
        if (s.Prior != Prior.Name) s.Top = s.Top.Without(FrameFlags.Names);
        s.Top = s.Top.With(FrameFlags.Comma);
        return s.Then(Prior.Value);
    }

    private static bool Semicolon(ref ReplyState s)
    {
        switch (s.Top.Kind)
        {
            case FrameKind.For:
                if (s.Top.Count == Frame.PartsOfFor - 1 || !s.Prior.IsComplete() && s.Prior != Prior.Value) return false;
                s.Top = s.Top.Without(FrameFlags.Declares) with { Count = s.Top.Count + 1 };
                return s.Then(Prior.Value);
            case FrameKind.Block when EndsStatement(s):
                s.Top = s.Top.Without(FrameFlags.Statement);
                return s.Then(Prior.Start);
            default:
                return false;
        }
    }

    private static bool EndsStatement(in ReplyState s) => s.Prior switch
    {
        Prior.AfterTyped or Prior.Range => false,
        Prior.Return or Prior.Jump or Prior.Start or Prior.Need or Prior.AfterProperty or Prior.AfterParameters or Prior.DeclaredType or Prior.Accessor => true,
        Prior.Type or Prior.Namespace => s.Top.Has(FrameFlags.Using) || s.Top.Has(FrameFlags.Head),
        _ => s.Prior.IsComplete(),
    };

    private static bool Colon(ref ReplyState s)
    {
        switch (s.Prior)
        {
            case Prior.InGroup:
                s.Top = s.Top.Without(FrameFlags.Names | FrameFlags.Typed);
                return s.Then(Prior.Value);
            case Prior.NeedColon or Prior.NeedArrowOrColon:
                return s.Then(Prior.Value);
            case Prior.AfterParameters or Prior.DeclaredType:
                s.Top = s.Top.With(FrameFlags.Head);
                return s.Then(Prior.Operator);
            case Prior.Type when s.Top.Has(FrameFlags.Head):
                return s.Then(Prior.Operator);
        }

        bool complete = s.Prior.IsComplete() && s.Prior is not (Prior.AfterTyped or Prior.Range);
        if (s.Top.Has(FrameFlags.Case) && s.Top.Kind == FrameKind.Block)
        {
            s.Top = s.Top.Without(FrameFlags.Statement);
            return complete && s.Then(Prior.Start);
        }

        if (s.Top.Kind == FrameKind.Hole)
        {
            (s.Mode, s.Count) = (ReplyMode.Format, 0);
            return s.Prior.IsOperand();
        }

        if (s.Top.Kind == FrameKind.Pattern) return (complete || s.Prior == Prior.Type) && s.Then(Prior.Pattern);
        return complete && s.Then(Prior.Value);
    }
}
