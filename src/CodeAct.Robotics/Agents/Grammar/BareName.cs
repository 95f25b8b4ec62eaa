namespace CodeAct.Robotics.Agents.Grammar;

/// <summary>What a name is that may stand by itself.</summary>
internal enum BareKind
{
    /// <summary>A device of the manifest.</summary>
    Device,

    /// <summary>Wait, Print and the others that are called.</summary>
    Function,

    /// <summary>Now</summary>
    Value,

    /// <summary>A type.</summary>
    Type,

    /// <summary>T: the parameter of a generic function or type, which is written before it is declared.</summary>
    TypeParameter,

    /// <summary>A part of a type's full name.</summary>
    Namespace,
}

/// <summary>A name that may stand by itself, without the code's own.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Members">What may follow its dot; null for all members that there are.</param>
internal sealed record BareName(BareKind Kind, NameTrie? Members = null)
{
    /// <summary>How it is called, where it is.</summary>
    public Callee? Callee { get; init; }

    /// <summary>How a device's methods are called; a member that is not here is a property.</summary>
    public IReadOnlyDictionary<string, Callee> Methods { get; init; } = new Dictionary<string, Callee>();

    /// <summary>The same device where a value is needed: without the members that give none. Null where all of them give one, or none does.</summary>
    public BareName? AsValue { get; init; }

    /// <summary>True for a device whose name is that of its type, too.</summary>
    public bool IsType { get; init; }

    /// <inheritdoc/>
    public bool Equals(BareName? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}

/// <summary>A function or method of the robot.</summary>
/// <param name="Least">Arguments at least.</param>
/// <param name="Most">Arguments at most.</param>
/// <param name="TakesDevice">Whether a device may be an argument.</param>
/// <param name="Parameters">Names for named arguments.</param>
internal sealed record Callee(int Least, int Most, bool TakesDevice, params string[] Parameters)
{
    /// <summary>Whether the first argument is a device that measures.</summary>
    public bool Measures { get; init; }

    /// <inheritdoc/>
    public bool Equals(Callee? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
