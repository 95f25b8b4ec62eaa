using static CodeAct.Robotics.Agents.Grammar.FreshName;

namespace CodeAct.Robotics.Agents.Grammar;

/// <summary>A name is over: what it is, and what may follow it.</summary>
internal static class WordEnd
{
    /// <summary>Makes the name a token, or says false where no such name may stand here.</summary>
    public static bool Resolve(ref ReplyState s)
    {
        string word = s.Word;
        if (s.Prior is not Prior.Dot && !s.Prior.BeginsName()) s.Only = null;
        if (s.Prior == Prior.Dot) return Member(ref s, word);
        if (s.Prior.BeginsName() && (s.Prior is not (Prior.Nullable or Prior.NextVariable) || !IsKnown(s, word))) return New(ref s, word);
        bool statement = s.Prior.BeginsStatement();
        if (!statement && !s.Prior.BeginsValue() && s.Prior is not (Prior.New or Prior.NextVariable)) return After(ref s, word);
        if (s.Grammar.Bare(word) is { Kind: BareKind.Device } device && s.Prior != Prior.New) return NameUse.Device(ref s, device);
        if (s.Names.Contains(word)) return NameUse.Own(ref s, word);
        if (s.Top.Has(FrameFlags.Property) && CSharpWords.Role(word, WordPlace.Accessor) is not null) return WordUse.Accessor(ref s, word);
        if (CSharpWords.Role(word, statement ? WordPlace.Statement : WordPlace.Value) is { } role) return WordUse.Apply(ref s, role, word);
        if (s.Grammar.Bare(word) is { } bare) return NameUse.Bare(ref s, bare);
        if (s.Prior == Prior.New) return false;
        if (s.Prior == Prior.Value && s.Node is { IsName: true }) return s.Then(s.Top.Kind == FrameKind.Pattern ? Prior.Operand : Prior.NeedColon);
        return Fresh(ref s, word);
    }

    /// <summary>A question mark or a comma between variables may be followed by a known name, too.</summary>
    private static bool IsKnown(in ReplyState s, string word) => s.Prior == Prior.Nullable
        ? s.Names.Contains(word) || s.Grammar.Bare(word) is not null || CSharpWords.Role(word, WordPlace.Value) is not null
        : s.Names.Features.HasFlag(CodeFeatures.Query) && s.Names.Contains(word);

    private static bool Member(ref ReplyState s, string word)
    {
        bool known = s.Node is { IsName: true };
        if (!known && WordStep.IsImported(s)) return s.Then(Prior.Namespace, '\0', s.Named);
        switch (s.Named)
        {
            case BareName { Kind: BareKind.Device } device:
                return known && (device.Methods.TryGetValue(word, out Callee? method) ? s.Then(Prior.Function, '\0', method) : s.Then(Prior.Property, '\0', device));
            case BareName { Kind: BareKind.Namespace } full:
                return known && (s.Grammar.Bare(word) is { Kind: BareKind.Type } type ? NameUse.Bare(ref s, type) : s.Then(Prior.Namespace, '\0', full));
            case BareName { Members: not null }:
                return known && s.Then(Prior.Operand);
            default:
                return (known || s.Names.Contains(word)) && s.Then(Prior.Operand);
        }
    }

    private static bool New(ref ReplyState s, string word)
    {
        if (s.Prior is Prior.Type or Prior.PatternType or Prior.AfterPattern && CSharpWords.Role(word, WordPlace.After) is { } infix) return WordUse.Apply(ref s, infix, word);
        if (s.Prior == Prior.NewType && word == "class") return s.Then(Prior.NewType);
        if (s.Prior == Prior.Var && CSharpWords.Role(word, WordPlace.Value) == WordRole.Type) return s.Then(Prior.Type);
        if (CSharpWords.Reserved.Contains(word) || word.StartsWith("__", StringComparison.Ordinal)) return false;
        bool type = s.Prior == Prior.NewType || s.Top.Has(FrameFlags.Delegate);
        s.Names = s.Names.With(word, type, s.Top.IsInner);
        if (s.Top.Kind is FrameKind.Block or FrameKind.For) s.Top = s.Top.With(FrameFlags.Declares);
        return s.Then(s.Prior == Prior.NewType ? Prior.DeclaredType : Prior.Declared);
    }

    private static bool After(ref ReplyState s, string word)
    {
        if (!WordStep.TakesAfter(s.Prior)) return false;
        WordRole? role = CSharpWords.Role(word, WordPlace.After);
        if (role is null && s.Names.Features.HasFlag(CodeFeatures.Query)) role = CSharpWords.Role(word, WordPlace.Query);
        return role is { } known && WordUse.Apply(ref s, known, word);
    }

    private static bool Fresh(ref ReplyState s, string word)
    {
        Use use = Of(s);
        if (use == Use.None || CSharpWords.Reserved.Contains(word) || word.StartsWith("__", StringComparison.Ordinal)) return s.Names.Features.HasFlag(CodeFeatures.StaticUsing) && IsMember(s, word) && s.Then(Prior.Operand);
        if (use == Use.Argument) return s.Top.Callee!.Parameters.Contains(word) && s.Then(Prior.NeedColon);
        s.Names = s.Names.With(word, use == Use.Alias);
        return s.Then(use switch
        {
            Use.Lambda => Prior.NeedArrow,
            Use.LambdaOrArgument => Prior.NeedArrowOrColon,
            Use.InGroup => Prior.InGroup,
            _ => Prior.NeedAssign,
        });
    }

    private static bool IsMember(in ReplyState s, string word) => s.Grammar.MemberNames.Contains(word, StringComparer.Ordinal);
}
