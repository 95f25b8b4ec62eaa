namespace CodeAct.Robotics.Robots;

/// <summary>A kind of device: the members that code may use, and how the governor treats it.</summary>
/// <param name="Name">The word in a manifest, such as <c>relay</c> or <c>color-light</c>.</param>
/// <param name="TypeName">The C# type of the facade, such as <c>Relay</c>.</param>
/// <param name="Role">Whether it only tells, or acts, or moves.</param>
/// <param name="Members">In a fixed order: a member's index is its number on the wire.</param>
public sealed record DeviceKind(string Name, string TypeName, DeviceRole Role, IReadOnlyList<DeviceMember> Members)
{
    /// <summary>True for what commands something: it needs a safe value.</summary>
    public bool IsActuator => Role != DeviceRole.Sensing;

    /// <summary>True for what moves by power and must stop when the action that moved it ends.</summary>
    public bool IsMotion => Role == DeviceRole.Motion;

    /// <summary>True for what measures, so that code may ask for its history.</summary>
    public bool IsMeasuring => Role == DeviceRole.Sensing && Member("Read") is not null;

    /// <summary>The member of that name, or null.</summary>
    public DeviceMember? Member(string name)
    {
        foreach (DeviceMember member in Members)
            if (string.Equals(member.Name, name, StringComparison.Ordinal)) return member;
        return null;
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>What a kind of device can do to the world.</summary>
public enum DeviceRole
{
    /// <summary>Reads and never commands: sensor, input, range.</summary>
    Sensing,

    /// <summary>Commands a state that may be kept: relay, dimmer, servo, colour light, display, gripper, buzzer.</summary>
    Acting,

    /// <summary>Moves: motor, stepper, drive. Never held across actions.</summary>
    Motion,
}

/// <summary>One member of a kind.</summary>
/// <param name="Name">As code says it.</param>
/// <param name="Type">Whether it is a method that commands, a method that reads, or a property that tells the state.</param>
/// <param name="Parameters">In order; at most three numbers and one text.</param>
/// <param name="Result">What comes back.</param>
/// <param name="Summary">One sentence with units, range and sign, for the doc comment.</param>
public sealed record DeviceMember(
    string Name, MemberType Type, IReadOnlyList<MemberParameter> Parameters, MemberResult Result, string Summary)
{
    /// <summary>As the hints say it: <c>On()</c>, <c>Set(level)</c>, <c>IsOn</c>.</summary>
    public string Signature => Type == MemberType.State
        ? Name
        : $"{Name}({string.Join(", ", Parameters.Select(p => p.Name))})";

    /// <summary>True for what changes something.</summary>
    public bool Commands => Type == MemberType.Command;
}

/// <summary>What a member does.</summary>
public enum MemberType
{
    /// <summary>A method that commands.</summary>
    Command,

    /// <summary>A method that reads or waits and changes nothing.</summary>
    Query,

    /// <summary>A property.</summary>
    State,
}

/// <summary>One parameter of a member.</summary>
/// <param name="Name">As the signature shows it.</param>
/// <param name="Type">Its C# type.</param>
public sealed record MemberParameter(string Name, ParameterType Type = ParameterType.Number);

/// <summary>The C# type of a parameter.</summary>
public enum ParameterType
{
    /// <summary>double</summary>
    Number,

    /// <summary>bool</summary>
    Truth,

    /// <summary>string</summary>
    Text,
}

/// <summary>What a member gives back.</summary>
public enum MemberResult
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>bool, as 0 or 1 on the wire.</summary>
    Truth,

    /// <summary>double</summary>
    Number,

    /// <summary>Metres, metres and degrees.</summary>
    Pose,
}
