using static CodeAct.Robotics.Agents.Grammar.WordPlace;

namespace CodeAct.Robotics.Agents.Grammar;

/// <summary>The words of C# that an action may use; those that the sandbox refuses are not among them.</summary>
internal static class CSharpWords
{
    private static readonly (WordPlace Place, WordRole Role, string Words)[] Table =
    [
        (Statement, WordRole.Control, "if while for foreach switch"),
        (Statement, WordRole.Control, "catch"),
        (Statement, WordRole.Lead, "else do try finally yield const static readonly public private protected internal abstract sealed virtual override partial required event"),
        (Statement | Value, WordRole.Return, "return throw"),
        (Statement, WordRole.Jump, "break continue"),
        (Statement, WordRole.Case, "case"),
        (Statement | Value, WordRole.Default, "default"),
        (Statement, WordRole.NewType, "class record interface enum"),
        (Statement, WordRole.Delegate, "delegate"),
        (Statement, WordRole.Using, "using"),
        (Statement | Value, WordRole.Type, "bool byte sbyte char decimal double float int uint long ulong short ushort string object void"),
        (Statement | Value, WordRole.Var, "var"),
        (Statement | Value, WordRole.Value, "true false null this base _"),
        (Statement | Value, WordRole.New, "new"),
        (Value, WordRole.Prefix, "out ref params static"),
        (After, WordRole.Prefix, "in"),
        (Value, WordRole.Pattern, "not"),
        (After, WordRole.Pattern, "is as and or"),
        (After, WordRole.Infix, "when where"),
        (Query, WordRole.Infix, "select orderby on equals by group ascending descending"),
        (After, WordRole.Brace, "switch with"),
        (Value, WordRole.QueryName, "from"),
        (Query, WordRole.QueryName, "from let join into"),
        (Value | Statement, WordRole.Bracket, "nameof checked unchecked"),
        (WordPlace.Accessor, WordRole.Accessor, "get set init"),
    ];

    /// <summary>C#'s reserved words: never a name.</summary>
    public static readonly HashSet<string> Reserved =
    [
        .. ("abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else enum event explicit extern false " +
            "finally fixed float for foreach goto if implicit in int interface internal is lock long namespace new null object operator out override params private " +
            "protected public readonly ref return sbyte sealed short sizeof stackalloc static string struct switch this throw true try typeof uint ulong unchecked " +
            "unsafe ushort using virtual void volatile while await dynamic").Split(' '),
    ];

    /// <summary>The words of a place.</summary>
    public static IEnumerable<string> In(WordPlace place) => Table.Where(e => (e.Place & place) != WordPlace.None).SelectMany(e => e.Words.Split(' '));

    /// <summary>What a word does in a place, or null where it may not stand there.</summary>
    public static WordRole? Role(string word, WordPlace place) => Roles.TryGetValue((word, place), out WordRole role) ? role : null;

    private static readonly Dictionary<(string, WordPlace), WordRole> Roles = MakeRoles();

    private static Dictionary<(string, WordPlace), WordRole> MakeRoles()
    {
        var roles = new Dictionary<(string, WordPlace), WordRole>();
        foreach (WordPlace place in new[] { Statement, Value, After, Query, WordPlace.Accessor })
            foreach ((WordPlace places, WordRole role, string words) in Table.Where(e => (e.Place & place) != WordPlace.None))
                foreach (string word in words.Split(' ')) roles[(word, place)] = role;
        return roles;
    }
}
