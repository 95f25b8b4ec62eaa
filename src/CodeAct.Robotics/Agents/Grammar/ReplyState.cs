namespace CodeAct.Robotics.Agents.Grammar;

/// <summary>
/// A place in a reply: what was read decides what may follow. A value: advancing gives another and leaves this one. Two are equal
/// where the same may follow, so what was worked out for one serves the other.
/// </summary>
public record struct ReplyState
{
    internal ActionGrammar Grammar { get; private init; }

    internal ReplyMode Mode { get; set; }

    internal Prior Prior { get; set; }

    /// <summary>The character just before, where the next may join it; within a literal, how far it is.</summary>
    internal char Glue { get; set; }

    /// <summary>Letters of a fence, or a string's kind.</summary>
    internal int Count { get; set; }

    internal Frame Top { get; set; }

    internal DeclaredNames Names { get; set; }

    /// <summary>The name being typed, among those of the grammar.</summary>
    internal NameTrie? Node { get; set; }

    /// <summary>The name being typed.</summary>
    internal string Word { get; set; }

    /// <summary>The device, type or function that was just named.</summary>
    internal object? Named { get; set; }

    /// <summary>The names that may come next, or go on, and no others; null where what may is up to the place.</summary>
    internal NameTrie? Only { get; set; }

    /// <summary>True within a name that stands by itself and begins as the robot's and the library's do.</summary>
    public readonly bool IsName => Mode == ReplyMode.Word && char.IsUpper(Word[0]) && (Prior.BeginsStatement() || Prior.BeginsValue());

    /// <summary>What the robot's thoughts may say of its devices.</summary>
    public readonly ThoughtNames Thoughts => Grammar.Thoughts;

    /// <summary>True within the line before the block.</summary>
    public readonly bool IsThought => Mode is ReplyMode.Thought or ReplyMode.Description;

    /// <summary>True where the block is open and has nothing yet.</summary>
    public readonly bool IsCodesBeginning => Mode == ReplyMode.Code && Prior == Prior.Begin;

    /// <summary>True where only some names may come next, or go on, and those that the code declares.</summary>
    public readonly bool IsNarrow => Only is not null;

    /// <summary>
    /// The same place, where only a name of the robot or of the code may come next or go on; false where none begins like the name being typed.
    /// For a model that is about to write a name that does not exist: nearly always it means a device.
    /// </summary>
    public readonly bool TryNarrow(out ReplyState narrow)
    {
        narrow = this with { Only = Grammar.RobotNames };
        if (Mode != ReplyMode.Word) return true;
        NameTrie? node = WordStep.Names(narrow);
        foreach (char c in Word) node = node?.Next(c);
        narrow.Node = node;
        return node is not null || Names.AnyBegins(Word);
    }

    /// <summary>A place in the thought, where only one of these texts may come next.</summary>
    public readonly ReplyState NarrowTo(IEnumerable<string> texts)
    {
        var only = NameTrie.Of(texts);
        return this with { Only = only, Node = only, Word = "" };
    }

    /// <summary>The same place, where no device may be named next: only functions, and what the code declares.</summary>
    public readonly ReplyState WithoutDevices() => this with { Only = Grammar.FunctionNames };

    /// <summary>The same place behind a thought, where the code may name the devices that it or the task is about.</summary>
    public readonly ReplyState After(string thought, string task) => this with { Grammar = Grammar.Behind(thought, task) };

    /// <summary>True where a text would begin or go on a name that does not exist, in a place where only a known one may stand.</summary>
    public readonly bool IsUnknownName(ReadOnlySpan<char> text)
    {
        if (TryAdvance(text, out _, out int refused)) return false;
        if (!TryAdvance(text[..refused], out ReplyState last, out _) || !char.IsLetterOrDigit(text[refused])) return false;
        bool begins = last.Mode == ReplyMode.Code && char.IsUpper(text[refused]) && (last.Prior.BeginsStatement() || last.Prior.BeginsValue());
        return begins || last.IsName;
    }

    /// <summary>True where a reply may end: after its block.</summary>
    public readonly bool IsEnd => Mode == ReplyMode.End;

    /// <summary>True where any text may stand: in the thought, a comment, a string.</summary>
    public readonly bool IsFreeText => Mode == ReplyMode.Thought && !IsNarrow || Mode is ReplyMode.Text or ReplyMode.LineComment or ReplyMode.BlockComment or ReplyMode.Format;

    /// <summary>What the code has declared so far.</summary>
    public readonly DeclaredNames Declared => Names;

    /// <summary>The state after one more character, or false where it may not stand here.</summary>
    public readonly bool TryAdvance(char c, out ReplyState next)
    {
        next = this;
        return ReplyStep.Advance(ref next, c);
    }

    /// <summary>The state after a text, or false with the index of the character that may not stand there.</summary>
    public readonly bool TryAdvance(ReadOnlySpan<char> text, out ReplyState next, out int refused)
    {
        next = this;
        for (refused = 0; refused < text.Length; refused++)
            if (!ReplyStep.Advance(ref next, text[refused])) return false;
        refused = -1;
        return true;
    }

    internal static ReplyState Begin(ActionGrammar grammar, DeclaredNames declared) => new()
    {
        Grammar = grammar,
        Mode = ReplyMode.Thought,
        Prior = Prior.Begin,
        Top = new Frame(FrameKind.Block, null),
        Names = declared,
        Word = "",
    };

    /// <summary>The state at the beginning of the block's code.</summary>
    internal readonly ReplyState AtCode() => this with { Mode = ReplyMode.Code, Count = 0, Glue = '\n' };

    /// <summary>Goes on after a complete token.</summary>
    internal bool Then(Prior prior, char glue = '\0', object? named = null)
    {
        (Mode, Prior, Glue, Named, Node, Word, Count) = (ReplyMode.Code, prior, glue, named, null, "", 0);
        return true;
    }
}

/// <summary>What is being read.</summary>
internal enum ReplyMode
{
    /// <summary>The line before the block.</summary>
    Thought,

    /// <summary>In the thought, what is in brackets after a device's name: what the device is for.</summary>
    Description,

    /// <summary>The line that opens the block.</summary>
    Opening,

    /// <summary>Between tokens.</summary>
    Code,

    /// <summary>A name or word.</summary>
    Word,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A character in single quotes.</summary>
    Character,

    /// <summary>The signs before a string.</summary>
    TextPrefix,

    /// <summary>A string.</summary>
    Text,

    /// <summary>The format in a hole.</summary>
    Format,

    /// <summary>A slash: a comment or a division.</summary>
    Slash,

    /// <summary>A comment to the end of the line.</summary>
    LineComment,

    /// <summary>A comment between stars.</summary>
    BlockComment,

    /// <summary>The line that closes the block.</summary>
    Closing,

    /// <summary>Nothing may follow.</summary>
    End,
}
