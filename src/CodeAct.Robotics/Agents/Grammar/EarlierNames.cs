using System.Text.RegularExpressions;

namespace CodeAct.Robotics.Agents.Grammar;

/// <summary>What an action declared that ran: the actions after it may use it.</summary>
internal static partial class EarlierNames
{
    /// <summary>The names after an action.</summary>
    /// <param name="before">The names before it.</param>
    /// <param name="grammar">The robot's grammar.</param>
    /// <param name="code">The action.</param>
    public static DeclaredNames After(DeclaredNames before, ActionGrammar grammar, string code)
    {
        if (grammar.Start(before).AtCode().TryAdvance(code.Trim() + "\n", out ReplyState end, out _)) return end.Declared.Behind(before);
        // It ran, so it is valid, but was not written under this grammar: take what looks like a declaration.
        DeclaredNames names = before;
        foreach (Match match in Declaration().Matches(code)) names = names.With(match.Groups["name"].Value, match.Groups["type"].Success);
        return names;
    }

    [GeneratedRegex(@"(?:(?<type>\b(?:class|record|enum|interface))|\b(?:var|bool|int|long|double|float|string|object|void|char)(?:\[\]|\?)?|[A-Z]\w*|[>\]])\s+(?<name>[\p{L}_]\w*)\s*(?=[=;,()]|in\b)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Declaration();
}
