namespace CodeAct.Robotics.Agents.Grammar;

/// <summary>Names that nothing has declared yet and that what follows makes one of: a lambda's parameter, an argument's name, a member of an anonymous object.</summary>
internal static class FreshName
{
    /// <summary>What a new name may turn out to be.</summary>
    public enum Use
    {
        /// <summary>It may not stand here.</summary>
        None,

        /// <summary>A lambda's parameter.</summary>
        Lambda,

        /// <summary>A lambda's parameter, or an argument's name.</summary>
        LambdaOrArgument,

        /// <summary>The name of an argument of a robot's function.</summary>
        Argument,

        /// <summary>One of a lambda's parameters, or the name of a tuple's element.</summary>
        InGroup,

        /// <summary>A member of an anonymous object.</summary>
        Member,

        /// <summary>A name for a type, or a namespace, after using.</summary>
        Alias,
    }

    /// <summary>What the name being typed may be if it is new.</summary>
    public static Use Of(in ReplyState s)
    {
        if (s.Prior == Prior.Need && s.Top.Has(FrameFlags.Using)) return Use.Alias;
        if (s.Prior == Prior.Value && s.Top.Kind == FrameKind.Anonymous) return Use.Member;
        if (s.Top.Callee is { } callee)
            return s.Prior == Prior.Value && (NameUse.IsMeasured(s) ? callee.Parameters[0].StartsWith(s.Word, StringComparison.Ordinal) : Begins(callee, s.Word)) ? Use.Argument : Use.None;
        // Upper-case names are the robot's and the library's; a lambda's parameter is written small.
        if (!char.IsLower(s.Word[0]) && s.Word[0] != '_') return Use.None;
        if (s.Prior == Prior.Value && s.Top.Kind == FrameKind.Call) return Use.LambdaOrArgument;
        if (s.Prior == Prior.Value && s.Top.Kind == FrameKind.LambdaParameters) return Use.InGroup;
        if (s.Prior == Prior.Value && s.Top.Kind == FrameKind.Group && s.Top.Has(FrameFlags.Open)) return Use.InGroup;
        bool mayBeFunction = s.Prior is Prior.Value or Prior.Return or Prior.Arrow && s.Names.Features.HasFlag(CodeFeatures.Delegates);
        return mayBeFunction && s.Top.Kind is not (FrameKind.Hole or FrameKind.Control or FrameKind.For or FrameKind.Index) ? Use.Lambda : Use.None;
    }

    private static bool Begins(Callee callee, string word)
    {
        foreach (string parameter in callee.Parameters)
            if (parameter.StartsWith(word, StringComparison.Ordinal)) return true;
        return false;
    }
}
