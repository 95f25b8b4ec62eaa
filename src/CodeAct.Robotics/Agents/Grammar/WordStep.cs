namespace CodeAct.Robotics.Agents.Grammar;

/// <summary>Names and words, letter by letter: each letter must lead to one that may stand here.</summary>
internal static class WordStep
{
    public static bool Begin(ref ReplyState s, char c)
    {
        if (s.Prior == Prior.Value && s.Glue == '.') return false;
        NameTrie? names = Names(s);
        s.Node = names?.Next(c);
        s.Word = c.ToString();
        s.Mode = ReplyMode.Word;
        return MayGoOn(s);
    }

    public static bool Continue(ref ReplyState s, char c)
    {
        if (c == '_' || char.IsLetterOrDigit(c))
        {
            s.Node = s.Node?.Next(c);
            s.Word += c;
            return MayGoOn(s);
        }

        // Strings with signs before them are no words.
        return c is not ('"' or '\'' or '@' or '$') && WordEnd.Resolve(ref s) && ReplyStep.Code(ref s, c);
    }

    /// <summary>The names of the grammar that may stand here; null where only new ones may.</summary>
    internal static NameTrie? Names(in ReplyState s)
    {
        ActionGrammar grammar = s.Grammar;
        if (s.Prior == Prior.Dot) return (s.Named as BareName)?.Members ?? grammar.Members;
        if (NameUse.IsMeasured(s)) return grammar.Measuring;
        bool value = NameUse.IsAskedForValue(s);
        if (s.Only is not null && (s.Prior.BeginsStatement() || s.Prior.BeginsValue())) return value && s.Only == grammar.RobotNames ? grammar.RobotValues : s.Only;
        if (s.Prior.BeginsStatement()) return s.Top.Has(FrameFlags.Property) ? grammar.Accessor : grammar.Statement;
        if (s.Prior == Prior.Value && s.Top.Kind is FrameKind.Group or FrameKind.Pattern) return grammar.ValueOrMember;
        if (s.Prior.BeginsValue() || s.Prior == Prior.New) return value ? grammar.Values : grammar.Value;
        if (s.Prior.BeginsName()) return null;
        return TakesAfter(s.Prior) ? s.Names.Features.HasFlag(CodeFeatures.Query) ? grammar.AfterInQuery : grammar.After : null;
    }

    /// <summary>Whether words such as is, in and switch may follow.</summary>
    internal static bool TakesAfter(Prior prior) =>
        prior.IsOperand() || prior is Prior.Declared or Prior.AfterParameters or Prior.PatternType or Prior.AfterPattern or Prior.Type or Prior.Device;

    private static bool MayGoOn(in ReplyState s)
    {
        if (s.Node is not null || s.Prior.BeginsName()) return true;
        if (s.Prior == Prior.Dot) return IsImported(s) || s.Named is null && s.Names.AnyBegins(s.Word);
        if (!s.Prior.BeginsStatement() && !s.Prior.BeginsValue() && s.Prior != Prior.New) return false;
        return s.Names.AnyBegins(s.Word)
            || !s.IsNarrow && MayBeNew(s);
    }

    /// <summary>Whether this is a part of a namespace in a using directive: any may be named there.</summary>
    internal static bool IsImported(in ReplyState s) => s.Top.Has(FrameFlags.Using) && s.Named is BareName { Kind: BareKind.Namespace };

    private static bool MayBeNew(in ReplyState s) =>
        s.Names.Features.HasFlag(CodeFeatures.StaticUsing) && IsPrefix(s.Grammar.Members, s.Word) || FreshName.Of(s) != FreshName.Use.None;

    private static bool IsPrefix(NameTrie names, string word)
    {
        foreach (char c in word)
        {
            if (names.Next(c) is not { } next) return false;
            names = next;
        }

        return true;
    }
}
