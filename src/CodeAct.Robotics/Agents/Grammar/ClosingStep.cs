namespace CodeAct.Robotics.Agents.Grammar;

/// <summary>Closing brackets: each must be the one that is open, and leaves what it stands for.</summary>
internal static class ClosingStep
{
    public static bool Close(ref ReplyState s, char c)
    {
        Prior? after = c switch
        {
            ')' => Round(s),
            ']' => Square(s),
            _ => Brace(ref s),
        };
        if (after is not { } prior) return false;
        if (s.Mode != ReplyMode.Code) return true;
        s.Top = s.Top.Outer!;
        if (c == '}' && prior is Prior.Start) s.Top = s.Top.Without(FrameFlags.Statement);
        return s.Then(prior);
    }

    private static Prior? Round(in ReplyState s)
    {
        Prior prior = s.Prior;
        bool empty = s.Glue == '(';
        bool complete = prior.IsComplete() && prior != Prior.AfterTyped;
        switch (s.Top.Kind)
        {
            case FrameKind.Call when s.Top.Callee is { } callee:
                int given = prior == Prior.NoArguments || empty ? 0 : s.Top.Count + 1;
                return given >= callee.Least && (given == 0 || complete) ? Prior.Property : null;
            case FrameKind.Call:
                return !complete && !empty ? null : s.Top.Has(FrameFlags.Creates) ? Prior.Created : Prior.Operand;
            case FrameKind.Control:
                return complete || prior == Prior.Type ? Prior.Need : null;
            case FrameKind.For:
                return s.Top.Count == Frame.PartsOfFor - 1 && (complete || prior == Prior.Value) ? Prior.Need : null;
            case FrameKind.Parameters:
                return complete || empty ? Prior.AfterParameters : null;
            case FrameKind.TypeOrValue:
                return complete || prior is Prior.Type or Prior.Nullable or Prior.AfterTyped ? Prior.Operand : null;
            case FrameKind.Deconstruction:
                return prior == Prior.Declared ? Prior.Declared : null;
            case FrameKind.LambdaParameters:
                return prior is Prior.Name or Prior.InGroup ? Prior.NeedArrow : null;
            case FrameKind.Group:
                return Group(s, complete, empty);
            default:
                return null;
        }
    }

    private static Prior? Group(in ReplyState s, bool complete, bool empty)
    {
        if (empty) return s.Prior == Prior.Value ? Prior.NeedArrow : null;
        bool typed = s.Top.Has(FrameFlags.Typed);
        switch (s.Prior)
        {
            case Prior.InGroup:
                return s.Top.Has(FrameFlags.Names) ? Prior.NeedArrow : null;
            case Prior.Type or Prior.Nullable:
                return !s.Top.Has(FrameFlags.Comma) ? Prior.Cast : typed ? Prior.AfterTyped : Prior.Operand;
            case Prior.Declared or Prior.AfterTyped when typed:
                return Prior.AfterTyped;
            default:
                return complete ? Prior.Operand : null;
        }
    }

    private static Prior? Square(in ReplyState s)
    {
        bool complete = s.Prior.IsComplete() && s.Prior != Prior.AfterTyped;
        switch (s.Top.Kind)
        {
            case FrameKind.Rank when s.Top.Has(FrameFlags.Creates):
                return complete || s.Prior == Prior.Operator ? Prior.Created : null;
            case FrameKind.Rank:
                return s.Prior != Prior.Operator ? null : s.Top.Has(FrameFlags.Case) ? Prior.PatternType : Prior.Type;
            case FrameKind.Index:
                return complete ? Prior.Operand : null;
            case FrameKind.Collection:
                return complete || s.Prior == Prior.Value ? Prior.Operand : null;
            default:
                return null;
        }
    }

    private static Prior? Brace(ref ReplyState s)
    {
        bool complete = s.Prior.IsComplete() && s.Prior != Prior.AfterTyped;
        switch (s.Top.Kind)
        {
            case FrameKind.Block when s.Top.Outer is not null && s.Prior is Prior.Start or Prior.AfterProperty:
                return s.Top.Has(FrameFlags.Lambda) ? Prior.Operand : s.Top.Has(FrameFlags.Property) ? Prior.AfterProperty : Prior.Start;
            case FrameKind.Enum:
                return complete || s.Prior == Prior.NextVariable ? Prior.Start : null;
            case FrameKind.Initializer or FrameKind.Anonymous or FrameKind.Arms:
                return complete || s.Prior is Prior.Value or Prior.Pattern ? Prior.Operand : null;
            case FrameKind.Pattern:
                return complete || s.Prior == Prior.Value ? Prior.AfterPattern : null;
            case FrameKind.Hole when s.Prior.IsOperand():
                TextStep.ReturnFromHole(ref s);
                return Prior.Operand;
            default:
                return null;
        }
    }
}
