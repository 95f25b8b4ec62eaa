namespace CodeAct.Robotics.Agents.Grammar;

/// <summary>A known name stands by itself: what may follow it.</summary>
internal static class NameUse
{
    /// <summary>A device: nearly everywhere its dot must follow.</summary>
    public static bool Device(ref ReplyState s, BareName device)
    {
        bool asType = device.IsType && s.Prior == Prior.Operator && s.Top.Kind is FrameKind.Parameters or FrameKind.Angle;
        if (asType) return s.Then(Prior.Type);
        // The name of one that may not stand here may be the beginning of another's.
        if (IsMeasured(s) && !s.Grammar.Measuring.Contains(s.Word) || IsAskedForValue(s) && !s.Grammar.Values.Contains(s.Word)) return false;
        return s.Then(MayStandAlone(s) ? Prior.Device : Prior.DeviceDot, '\0', NeedsValue(s) ? device.AsValue ?? device : device);
    }

    /// <summary>Whether a call that gives nothing would be an error whatever the types are.</summary>
    private static bool NeedsValue(in ReplyState s) =>
        s.Prior is Prior.Operator or Prior.Cast || s.Prior == Prior.Value && (s.Top.Callee is not null || s.Top.Kind is FrameKind.Hole or FrameKind.Control or FrameKind.Index);

    /// <summary>Whether a device must be asked for something here: one that tells nothing cannot be meant.</summary>
    public static bool IsAskedForValue(in ReplyState s) => NeedsValue(s) && !MayStandAlone(s);

    /// <summary>Whether the robot's function takes a device that measures here, or a name of the code's own, and nothing else: a choice between devices gets a name first.</summary>
    public static bool IsMeasured(in ReplyState s) => s.Prior == Prior.Value && s.Top is { Count: 0, Callee.Measures: true };

    /// <summary>A name that the code declared.</summary>
    public static bool Own(ref ReplyState s, string word)
    {
        if (s.Names.IsType(word)) return s.Then(IsPattern(s) ? Prior.PatternType : Prior.Type, '\0', OwnType.It);
        return s.Prior != Prior.New && s.Then(s.Prior is Prior.Value or Prior.Operator or Prior.Start or Prior.Begin or Prior.Need ? Prior.Name : Prior.Operand);
    }

    /// <summary>A function of the robot, a type, a namespace.</summary>
    public static bool Bare(ref ReplyState s, BareName bare)
    {
        switch (bare.Kind)
        {
            case BareKind.Type or BareKind.TypeParameter:
                if (bare.Kind == BareKind.Type && IsDelegate(s.Word)) s.Names = s.Names.With(CodeFeatures.Delegates);
                return s.Then(IsPattern(s) ? Prior.PatternType : Prior.Type, '\0', bare);
            case BareKind.Namespace:
                return s.Then(Prior.Namespace, '\0', bare);
            case BareKind.Value:
                return s.Prior != Prior.New && s.Then(Prior.Operand);
            default:
                return s.Prior != Prior.New && s.Then(MayBeHandedOn(s) ? Prior.FunctionValue : Prior.Function, '\0', bare);
        }
    }

    /// <summary>Whether a pattern stands here, so that a type is complete.</summary>
    public static bool IsPattern(in ReplyState s) =>
        s.Prior == Prior.Pattern || s.Prior == Prior.Value && s.Top.Kind is FrameKind.Arms or FrameKind.Pattern;

    private static bool IsDelegate(string type) => type is "Func" or "Action" or "Predicate" or "Comparison" or "Converter" or "EventHandler";

    private static bool MayStandAlone(in ReplyState s)
    {
        if (s.Prior is not (Prior.Value or Prior.Return or Prior.Arrow or Prior.Nullable)) return false;
        if (s.Top.Callee is { } callee) return callee.TakesDevice && s.Prior == Prior.Value;
        return s.Top.Kind is not (FrameKind.Hole or FrameKind.Control or FrameKind.For or FrameKind.Index or FrameKind.Arms);
    }

    private static bool MayBeHandedOn(in ReplyState s)
    {
        if (s.Prior is not (Prior.Value or Prior.Return or Prior.Arrow or Prior.Nullable) || s.Top.Callee is not null) return false;
        return s.Top.Kind is FrameKind.Call or FrameKind.Anonymous or FrameKind.TypeOrValue || s.Names.Features.HasFlag(CodeFeatures.Delegates);
    }
}
