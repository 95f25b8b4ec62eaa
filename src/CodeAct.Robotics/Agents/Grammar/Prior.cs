namespace CodeAct.Robotics.Agents.Grammar;

/// <summary>What the token before was: it decides which token may follow.</summary>
internal enum Prior
{
    /// <summary>None: the code begins.</summary>
    Begin,

    /// <summary>A statement is over: another may begin, or the block may close.</summary>
    Start,

    /// <summary>A statement must begin: after else, after the bracket of an if.</summary>
    Need,

    /// <summary>A property's braces closed: it may get a value.</summary>
    AfterProperty,

    /// <summary>A value begins, of any form.</summary>
    Value,

    /// <summary>A value must go on, after an operator: neither a lambda nor a tuple's name.</summary>
    Operator,

    /// <summary>A pattern begins.</summary>
    Pattern,

    /// <summary>After return or throw.</summary>
    Return,

    /// <summary>After two dots: a value or nothing.</summary>
    Range,

    /// <summary>After an arrow: a value or a block.</summary>
    Arrow,

    /// <summary>After a type in round brackets: what it casts.</summary>
    Cast,

    /// <summary>A value is complete.</summary>
    Operand,

    /// <summary>A name by itself where a value began.</summary>
    Name,

    /// <summary>A device's property, or what a call of the robot gave: neither can be set or called.</summary>
    Property,

    /// <summary>A device as a value of its own.</summary>
    Device,

    /// <summary>A device whose dot must follow.</summary>
    DeviceDot,

    /// <summary>A function of the robot whose bracket must follow.</summary>
    Function,

    /// <summary>A function of the robot that may be handed on.</summary>
    FunctionValue,

    /// <summary>An object was made: braces may follow.</summary>
    Created,

    /// <summary>A type; a new name may follow.</summary>
    Type,

    /// <summary>A type in a pattern: complete, or with a new name.</summary>
    PatternType,

    /// <summary>A type and a question mark: nullable, or a choice begins.</summary>
    Nullable,

    /// <summary>A part of a type's full name.</summary>
    Namespace,

    /// <summary>var, from, let: new names follow.</summary>
    Var,

    /// <summary>class, record, enum: a new type's name follows.</summary>
    NewType,

    /// <summary>A comma between new variables.</summary>
    NextVariable,

    /// <summary>A name was declared.</summary>
    Declared,

    /// <summary>A type was declared.</summary>
    DeclaredType,

    /// <summary>The bracket of a function's parameters closed.</summary>
    AfterParameters,

    /// <summary>A bracket of types closed: a tuple's type, or a lambda's parameters.</summary>
    AfterTyped,

    /// <summary>A pattern's braces closed.</summary>
    AfterPattern,

    /// <summary>A dot: a member follows.</summary>
    Dot,

    /// <summary>new</summary>
    New,

    /// <summary>if, while and others: a bracket follows.</summary>
    Control,

    /// <summary>for</summary>
    For,

    /// <summary>break, continue.</summary>
    Jump,

    /// <summary>default</summary>
    Default,

    /// <summary>nameof and others: a bracket follows.</summary>
    Bracket,

    /// <summary>switch after a value.</summary>
    Switch,

    /// <summary>with after a value.</summary>
    With,

    /// <summary>get or set.</summary>
    Accessor,

    /// <summary>The bracket of a call without arguments is open.</summary>
    NoArguments,

    /// <summary>A new name that must be a lambda's parameter.</summary>
    NeedArrow,

    /// <summary>A new name that must be a lambda's parameter or an argument's name.</summary>
    NeedArrowOrColon,

    /// <summary>A new name that must be an argument's or a tuple element's.</summary>
    NeedColon,

    /// <summary>A new name in a group: a lambda's parameter or a tuple element's name.</summary>
    InGroup,

    /// <summary>A new name of an anonymous object.</summary>
    NeedAssign,

    /// <summary>The first half of an arrow.</summary>
    HalfArrow,

    /// <summary>The first half of a comparison with a device's property.</summary>
    HalfEquals,
}

/// <summary>The classes of tokens before.</summary>
internal static class Priors
{
    /// <summary>A statement may begin here.</summary>
    public static bool BeginsStatement(this Prior prior) => prior is Prior.Begin or Prior.Start or Prior.Need or Prior.AfterProperty;

    /// <summary>A value may begin here.</summary>
    public static bool BeginsValue(this Prior prior) =>
        prior is Prior.Value or Prior.Operator or Prior.Pattern or Prior.Return or Prior.Range or Prior.Arrow or Prior.Cast or Prior.Nullable;

    /// <summary>A value that operators may follow.</summary>
    public static bool IsOperand(this Prior prior) => prior is Prior.Operand or Prior.Name or Prior.Property or Prior.Created or Prior.Default;

    /// <summary>What is there may be the last thing before a comma or a closing bracket.</summary>
    public static bool IsComplete(this Prior prior) =>
        prior.IsOperand() || prior is Prior.Device or Prior.FunctionValue or Prior.PatternType or Prior.AfterPattern or Prior.Declared or Prior.Range or Prior.AfterTyped;

    /// <summary>A new name may follow as in a declaration.</summary>
    public static bool BeginsName(this Prior prior) =>
        prior is Prior.Type or Prior.PatternType or Prior.Nullable or Prior.Var or Prior.NewType or Prior.NextVariable or Prior.AfterTyped or Prior.AfterPattern;

    /// <summary>Nothing may stand between this and the next token.</summary>
    public static bool IsTight(this Prior prior) => prior is Prior.DeviceDot or Prior.Function or Prior.NoArguments or Prior.Begin or Prior.HalfArrow or Prior.HalfEquals;
}
