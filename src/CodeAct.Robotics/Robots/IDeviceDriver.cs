namespace CodeAct.Robotics.Robots;

/// <summary>
/// One device as its maker's interface gives it: a pin, a bus, a topic or a simulated part.
/// Only the governor calls it, from one thread at a time, but for <see cref="MakeSafe"/>, which may come from any thread at any moment.
/// </summary>
public interface IDeviceDriver
{
    /// <summary>
    /// Starts a command that the governor has checked. Positions (servo, stepper, drive, gripper, buzzer) then report
    /// <see cref="IsBusy"/> until they are there; the rest takes effect at once.
    /// </summary>
    /// <exception cref="DeviceException">The device refuses, is blocked or cannot be reached.</exception>
    void Start(DeviceCommand command);

    /// <summary>True while a started motion or tone goes on.</summary>
    /// <exception cref="DeviceException">The motion ended before its goal, as <c>blocked</c>; it no longer moves.</exception>
    bool IsBusy { get; }

    /// <summary>What the device says of itself now.</summary>
    /// <exception cref="DeviceException"><c>no-reading</c>, <c>stale</c> or <c>device-fault</c>.</exception>
    DeviceState Read();

    /// <summary>Sets the safe value. Never throws; <see cref="SafeWord.Stop"/> ends a motion where it is.</summary>
    void MakeSafe(SafeValue safe);
}

/// <summary>A driver that remembers: without it the host records readings itself.</summary>
public interface ISensorHistory
{
    /// <summary>One value a minute for the last minutes, oldest first; at most a day (1,440).</summary>
    IReadOnlyList<double> History(int minutes);
}

/// <summary>A command to a device.</summary>
/// <param name="Member">A member of its kind that commands.</param>
/// <param name="A">The first number; 0 where there is none.</param>
/// <param name="B">The second.</param>
/// <param name="C">The third.</param>
/// <param name="Text">The text of a display.</param>
public readonly record struct DeviceCommand(string Member, double A = 0, double B = 0, double C = 0, string? Text = null)
{
    /// <summary>The largest speed that the manifest allows in the device's unit a second, or null: the driver's own.</summary>
    public double? MaxSpeed { get; init; }
}

/// <summary>The state of a device; only the fields of its kind mean something.</summary>
public readonly record struct DeviceState
{
    /// <summary>Sensor and range: the reading. Dimmer: level. Servo: degrees. Motor: power. Stepper: position. Relay and input: 1 or 0. Gripper: 1 closed, 0 open. Drive: X in metres.</summary>
    public double Value { get; init; }

    /// <summary>Drive: Y in metres. Colour light: green (red is <see cref="Value"/>).</summary>
    public double Second { get; init; }

    /// <summary>Drive: heading in degrees, positive to the left. Colour light: blue.</summary>
    public double Third { get; init; }

    /// <summary>Display: its text.</summary>
    public string? Text { get; init; }

    /// <summary>Gripper: holds something. Drive and stepper: moving now. Buzzer: sounding now.</summary>
    public bool Flag { get; init; }

    /// <summary>Buzzer: tones since the task began.</summary>
    public int Count { get; init; }

    /// <summary>A state of one number.</summary>
    public static DeviceState Of(double value) => new() { Value = value };
}
