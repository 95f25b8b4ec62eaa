namespace CodeAct.Robotics.Agents.Grammar;

/// <summary>What a word of C# does to what may follow.</summary>
internal enum WordRole
{
    /// <summary>if, while, for: a bracket follows, then a statement.</summary>
    Control,

    /// <summary>else, do, try, and modifiers: a statement or declaration follows.</summary>
    Lead,

    /// <summary>return, throw: an expression or a semicolon follows.</summary>
    Return,

    /// <summary>break, continue: a semicolon follows.</summary>
    Jump,

    /// <summary>case</summary>
    Case,

    /// <summary>default</summary>
    Default,

    /// <summary>class, record, interface, enum: a new type's name follows.</summary>
    NewType,

    /// <summary>delegate</summary>
    Delegate,

    /// <summary>using</summary>
    Using,

    /// <summary>int, string: a type.</summary>
    Type,

    /// <summary>var</summary>
    Var,

    /// <summary>true, null, this: a value.</summary>
    Value,

    /// <summary>new</summary>
    New,

    /// <summary>out, ref, in, await-like words before an operand.</summary>
    Prefix,

    /// <summary>is, as, and, or, not: a pattern or a type follows.</summary>
    Pattern,

    /// <summary>when, and the clauses of a query: an expression follows.</summary>
    Infix,

    /// <summary>switch and with after a value: a brace follows.</summary>
    Brace,

    /// <summary>from, let, join, into: a new name follows.</summary>
    QueryName,

    /// <summary>nameof, checked: a bracket follows, with a type or a value in it.</summary>
    Bracket,

    /// <summary>get, set, init</summary>
    Accessor,
}

/// <summary>Where a word may stand.</summary>
[Flags]
internal enum WordPlace
{
    /// <summary>Nowhere.</summary>
    None = 0,

    /// <summary>At the beginning of a statement.</summary>
    Statement = 1,

    /// <summary>Where a value is expected.</summary>
    Value = 2,

    /// <summary>After a value or a new name.</summary>
    After = 4,

    /// <summary>After a value in a query.</summary>
    Query = 8,

    /// <summary>In the braces of a property.</summary>
    Accessor = 16,
}
