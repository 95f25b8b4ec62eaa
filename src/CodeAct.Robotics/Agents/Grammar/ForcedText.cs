namespace CodeAct.Robotics.Agents.Grammar;

/// <summary>What a grammar leaves no choice about: the rest of a name, the brackets of a call, the line of a fence.</summary>
public static class ForcedText
{
    // Any letter and any sign beyond ASCII stand for all the others where free text is allowed.
    private const string Common = " a1.();,\"\nABCDEFGHIJKLMNOPQRSTUVWXYZbcdefghijklmnopqrstuvwxyz_023456789+-*/%<>=!?:&|^~[]{}'$@#`\\\té°";

    /// <summary>The characters that may follow.</summary>
    public static IEnumerable<char> Next(ReplyState state)
    {
        foreach (char c in Common)
            if (state.TryAdvance(c, out _)) yield return c;
        foreach (char c in state.Grammar.OtherLetters.Concat(state.Declared.All().SelectMany(n => n).Where(c => c > '~')).Distinct())
            if (!Common.Contains(c, StringComparison.Ordinal) && state.TryAdvance(c, out _)) yield return c;
    }

    /// <summary>The text that must follow, and the state after it; empty where there is a choice, or the end.</summary>
    public static string From(ReplyState state, out ReplyState after)
    {
        after = state;
        string text = "";
        while (Only(after) is { } c && after.TryAdvance(c, out ReplyState next))
        {
            text += c;
            after = next;
        }

        return text;
    }

    private static char? Only(ReplyState state)
    {
        char? only = null;
        foreach (char c in Next(state))
        {
            if (only is not null) return null;
            only = c;
        }

        return only;
    }
}
