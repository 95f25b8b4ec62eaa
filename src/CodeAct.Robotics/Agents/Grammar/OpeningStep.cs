namespace CodeAct.Robotics.Agents.Grammar;

/// <summary>Opening brackets: what was before tells what each is.</summary>
internal static class OpeningStep
{
    public static bool Open(ref ReplyState s, char c) => c switch
    {
        '(' => Round(ref s),
        '[' => Square(ref s),
        _ => Brace(ref s),
    };

    private static bool Round(ref ReplyState s)
    {
        switch (s.Prior)
        {
            case Prior.Control:
                return Push(ref s, FrameKind.Control, Prior.Value, '(');
            case Prior.For:
                return Push(ref s, FrameKind.For, Prior.Value, '(');
            case Prior.Function or Prior.FunctionValue:
                return Call(ref s, s.Named as Callee ?? ((BareName)s.Named!).Callee!);
            case Prior.Bracket or Prior.Default:
                return Push(ref s, FrameKind.TypeOrValue, Prior.Value, '(');
            case Prior.Declared when s.Top.Kind == FrameKind.Block:
            case Prior.DeclaredType:
                return Push(ref s, FrameKind.Parameters, Prior.Operator, '(');
            case Prior.New or Prior.Type or Prior.PatternType when s.Top.Has(FrameFlags.New):
                s.Top = s.Top.Without(FrameFlags.New);
                return Push(ref s, FrameKind.Call, Prior.Value, '(', FrameFlags.Creates);
            case Prior.Type when s.Named is OwnType:
                return s.Top.Has(FrameFlags.Head) ? Push(ref s, FrameKind.Call, Prior.Value, '(') : Push(ref s, FrameKind.Parameters, Prior.Operator, '(');
            case Prior.PatternType:
                return Push(ref s, FrameKind.Group, Prior.Pattern, '(');
            case Prior.Var:
                return Push(ref s, FrameKind.Deconstruction, Prior.Var, '(');
            case Prior.Need when s.Top.Has(FrameFlags.Using):
                return Push(ref s, FrameKind.Control, Prior.Value, '(');
            case Prior.Operand or Prior.Name or Prior.Created:
                return Push(ref s, FrameKind.Call, Prior.Value, '(');
        }

        if (!s.Prior.BeginsValue() && !s.Prior.BeginsStatement()) return false;
        bool robots = s.Top.Callee is not null || s.Top.Kind is FrameKind.Hole or FrameKind.Control;
        bool open = s.Prior is Prior.Value or Prior.Return or Prior.Arrow && !robots;
        return Push(ref s, FrameKind.Group, s.Prior == Prior.Pattern ? Prior.Pattern : Prior.Value, '(', FrameFlags.Typed | FrameFlags.Names | (open ? FrameFlags.Open : FrameFlags.None));
    }

    private static bool Call(ref ReplyState s, Callee callee)
    {
        s.Top = new Frame(FrameKind.Call, s.Top) { Callee = callee };
        return s.Then(callee.Most == 0 ? Prior.NoArguments : Prior.Value, '(');
    }

    private static bool Square(ref ReplyState s)
    {
        switch (s.Prior)
        {
            case Prior.New or Prior.Type when s.Top.Has(FrameFlags.New):
                s.Top = s.Top.Without(FrameFlags.New);
                return Push(ref s, FrameKind.Rank, Prior.Operator, '[', FrameFlags.Creates);
            case Prior.Type or Prior.Nullable or Prior.AfterTyped:
                return Push(ref s, FrameKind.Rank, Prior.Operator, '[');
            case Prior.PatternType:
                return Push(ref s, FrameKind.Rank, Prior.Operator, '[', FrameFlags.Case);
            case Prior.Created:
                return Push(ref s, FrameKind.Rank, Prior.Operator, '[', FrameFlags.Creates);
            case Prior.Operand or Prior.Name or Prior.Property:
            case Prior.Value when s.Glue == '?':
                return Push(ref s, FrameKind.Index, Prior.Operator, '[');
            default:
                return s.Prior.BeginsValue() && Push(ref s, FrameKind.Collection, Prior.Value, '[');
        }
    }

    private static bool Brace(ref ReplyState s)
    {
        switch (s.Prior)
        {
            case Prior.Begin or Prior.Start or Prior.Need or Prior.AfterProperty or Prior.Control or Prior.AfterParameters or Prior.Accessor:
                return Push(ref s, FrameKind.Block, Prior.Start, '{');
            case Prior.DeclaredType when s.Top.Has(FrameFlags.EnumHead):
                return Push(ref s, FrameKind.Enum, Prior.NextVariable, '{');
            case Prior.DeclaredType:
            case Prior.Type or Prior.Operand when s.Top.Has(FrameFlags.Head) && !s.Top.Has(FrameFlags.New):
                return Push(ref s, FrameKind.Block, Prior.Start, '{');
            case Prior.Arrow:
                return Push(ref s, FrameKind.Block, Prior.Start, '{', FrameFlags.Lambda);
            case Prior.Declared when s.Top.Kind == FrameKind.Block:
                return Push(ref s, FrameKind.Block, Prior.Start, '{', FrameFlags.Property);
            case Prior.New:
                s.Top = s.Top.Without(FrameFlags.New);
                return Push(ref s, FrameKind.Anonymous, Prior.Value, '{');
            case Prior.Created or Prior.With:
            case Prior.Type when s.Top.Has(FrameFlags.New):
                s.Top = s.Top.Without(FrameFlags.New);
                return Push(ref s, FrameKind.Initializer, Prior.Value, '{');
            case Prior.Switch:
                return Push(ref s, FrameKind.Arms, Prior.Pattern, '{');
            case Prior.Pattern or Prior.PatternType:
                return Push(ref s, FrameKind.Pattern, Prior.Value, '{');
            case Prior.Value when s.Top.Kind is FrameKind.Block or FrameKind.Initializer or FrameKind.Anonymous:
                return Push(ref s, FrameKind.Initializer, Prior.Value, '{');
            case Prior.Value when s.Top.Kind is FrameKind.Arms or FrameKind.Pattern or FrameKind.Group:
                return Push(ref s, FrameKind.Pattern, Prior.Value, '{');
            default:
                return false;
        }
    }

    private static bool Push(ref ReplyState s, FrameKind kind, Prior prior, char glue, FrameFlags flags = FrameFlags.None)
    {
        s.Top = new Frame(kind, s.Top) { Flags = flags };
        return s.Then(prior, glue);
    }
}

/// <summary>Marks a type that the code declared.</summary>
internal sealed class OwnType
{
    public static readonly OwnType It = new();
}
