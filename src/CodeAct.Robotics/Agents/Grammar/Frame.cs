namespace CodeAct.Robotics.Agents.Grammar;

/// <summary>What a bracket is.</summary>
internal enum FrameKind
{
    /// <summary>Statements: the action itself, a block, a class. Root and braces.</summary>
    Block,

    /// <summary>Arguments of a call.</summary>
    Call,

    /// <summary>The condition after if, while, foreach, catch, switch.</summary>
    Control,

    /// <summary>The three parts after for.</summary>
    For,

    /// <summary>Parameters of a function or record.</summary>
    Parameters,

    /// <summary>A bracket around a value, a tuple, a cast, or a lambda's parameters.</summary>
    Group,

    /// <summary>A lambda's parameters without types, known as such.</summary>
    LambdaParameters,

    /// <summary>The new names after var.</summary>
    Deconstruction,

    /// <summary>nameof, default, checked: a type or a value.</summary>
    TypeOrValue,

    /// <summary>An index.</summary>
    Index,

    /// <summary>A list of values in square brackets.</summary>
    Collection,

    /// <summary>The square brackets of an array's type.</summary>
    Rank,

    /// <summary>Type arguments.</summary>
    Angle,

    /// <summary>Type parameters of a generic function or type.</summary>
    TypeParameters,

    /// <summary>What an object or a list is made of.</summary>
    Initializer,

    /// <summary>What an anonymous object is made of.</summary>
    Anonymous,

    /// <summary>The arms of a switch expression.</summary>
    Arms,

    /// <summary>A property pattern.</summary>
    Pattern,

    /// <summary>The names of an enum.</summary>
    Enum,

    /// <summary>A hole in an interpolated string.</summary>
    Hole,
}

/// <summary>What is known of the statement, or of the elements, inside a bracket.</summary>
[Flags]
internal enum FrameFlags
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>After case or default, before the colon.</summary>
    Case = 1,

    /// <summary>The statement declares variables: a comma brings another.</summary>
    Declares = 2,

    /// <summary>The head of a class or record, or the constraints of a generic function: braces are its body.</summary>
    Head = 4,

    /// <summary>The head of an enum.</summary>
    EnumHead = 8,

    /// <summary>A using directive or statement.</summary>
    Using = 16,

    /// <summary>A delegate's declaration.</summary>
    Delegate = 32,

    /// <summary>After new, before its brackets.</summary>
    New = 64,

    /// <summary>A comma was there.</summary>
    Comma = 128,

    /// <summary>A group whose elements so far are types, or types with names.</summary>
    Typed = 256,

    /// <summary>A group whose elements so far are single names.</summary>
    Names = 512,

    /// <summary>A group that may be the parameters of a lambda or a tuple with names.</summary>
    Open = 1024,

    /// <summary>The braces of a property.</summary>
    Property = 2048,

    /// <summary>The body of a lambda: a value is complete when it closes.</summary>
    Lambda = 4096,

    /// <summary>A call that makes an object.</summary>
    Creates = 8192,

    /// <summary>What a statement's end forgets.</summary>
    Statement = Case | Declares | Head | EnumHead | Using | Delegate | New,
}

/// <summary>An open bracket within those around it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Outer">The bracket around it; null for the action itself.</param>
internal sealed record Frame(FrameKind Kind, Frame? Outer)
{
    /// <summary>What stands in the bracket after for: the beginning, the condition, the step.</summary>
    public const int PartsOfFor = 3;

    /// <summary>What is known so far.</summary>
    public FrameFlags Flags { get; init; }

    /// <summary>The robot's function whose arguments these are.</summary>
    public Callee? Callee { get; init; }

    /// <summary>Commas so far for a robot's function; semicolons after for; the string's kind for a hole.</summary>
    public int Count { get; init; }

    /// <summary>
    /// Whether a comment may stand here: among statements and elements. Within round brackets a small model writes one where it does
    /// not know how to go on, and never ends it; within a hole it would swallow the string's end.
    /// </summary>
    public bool TakesComments => Kind is FrameKind.Block or FrameKind.Initializer or FrameKind.Anonymous or FrameKind.Collection or FrameKind.Arms or FrameKind.Enum
        && !IsInHole;

    /// <summary>Whether what is declared here ends with a loop or a block.</summary>
    public bool IsInner => Kind == FrameKind.For || Outer is not null && (Kind == FrameKind.Block || Outer.IsInner);

    private bool IsInHole => Kind == FrameKind.Hole || Outer is { IsInHole: true };

    /// <summary>Whether all of these are known.</summary>
    public bool Has(FrameFlags flags) => (Flags & flags) == flags;

    /// <summary>The same with these flags.</summary>
    public Frame With(FrameFlags flags) => (Flags | flags) == Flags ? this : this with { Flags = Flags | flags };

    /// <summary>The same without these flags.</summary>
    public Frame Without(FrameFlags flags) => (Flags & flags) == FrameFlags.None ? this : this with { Flags = Flags & ~flags };
}
