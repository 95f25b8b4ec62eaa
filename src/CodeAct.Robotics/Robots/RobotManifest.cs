namespace CodeAct.Robotics.Robots;

/// <summary>A validated robot: the one source of truth for its API, prompt, limits and twin. Immutable.</summary>
public sealed record RobotManifest
{
    /// <summary>The robot's name, <c>[a-z][a-z0-9-]{0,31}</c>.</summary>
    public required string Robot { get; init; }

    /// <summary>What it is, in a sentence or two; may be empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>The world that simulates it, or null where it has none.</summary>
    public string? Simulator { get; init; }

    /// <summary>The devices in manifest order; a device's index is its number on the wire.</summary>
    public required IReadOnlyList<DeviceSpec> Devices { get; init; }

    /// <summary>Conditions that hold while a device is active.</summary>
    public IReadOnlyList<Interlock> Interlocks { get; init; } = [];

    /// <summary>Where it was read from, for messages.</summary>
    public string Source { get; init; } = "";

    /// <summary>The device of that name, or null.</summary>
    public DeviceSpec? Device(string name) => Devices.FirstOrDefault(d => string.Equals(d.Name, name, StringComparison.Ordinal));
}

/// <summary>One device of a manifest.</summary>
public sealed record DeviceSpec
{
    /// <summary>The C# identifier that code says.</summary>
    public required string Name { get; init; }

    /// <summary>Its kind.</summary>
    public required DeviceKind Kind { get; init; }

    /// <summary>What it is for, as the prompt tells the model; may be empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>The driver for real hardware, such as <c>linux.gpio</c>; null where it exists in the simulator only.</summary>
    public string? Driver { get; init; }

    /// <summary>The driver's own settings, as written.</summary>
    public DriverSettings With { get; init; } = DriverSettings.None;

    /// <summary>The unit of a sensor or stepper; empty where it has none.</summary>
    public string Unit { get; init; } = "";

    /// <summary>Sensor: valid readings. Servo: degrees. Stepper: positions. Always set on servo and stepper.</summary>
    public ValueRange? Range { get; init; }

    /// <summary>What the safe state sets; never null on an actuator.</summary>
    public SafeValue? Safe { get; init; }

    /// <summary>True: stays as it is when the action that set it ends.</summary>
    public bool Hold { get; init; }

    /// <summary>True: a person must say yes before it is commanded.</summary>
    public bool Approve { get; init; }

    /// <summary>What the governor enforces.</summary>
    public DeviceLimits Limits { get; init; } = DeviceLimits.None;

    /// <summary>How the generic simulator tunes it.</summary>
    public SimulationSpec Simulation { get; init; } = SimulationSpec.Default;
}

/// <summary>A closed interval.</summary>
/// <param name="Low">Its lower end.</param>
/// <param name="High">Its upper end, above <paramref name="Low"/>.</param>
public readonly record struct ValueRange(double Low, double High)
{
    /// <summary>True where the value is a number inside, ends included.</summary>
    public bool Contains(double value) => value >= Low && value <= High;

    /// <summary>The nearest value inside.</summary>
    public double Clamp(double value) => Math.Clamp(value, Low, High);

    /// <summary>The middle.</summary>
    public double Middle => (Low + High) / 2;
}

/// <summary>A safe value: a level, angle or position, or one of the words.</summary>
/// <param name="Word">What is set.</param>
/// <param name="Number">The number where <paramref name="Word"/> is <see cref="SafeWord.Number"/>.</param>
public readonly record struct SafeValue(SafeWord Word, double Number = 0);

/// <summary>The words of a safe value.</summary>
public enum SafeWord
{
    /// <summary>Off, dark, silent, blank; level 0.</summary>
    Off,

    /// <summary>On, as for a valve that is safe open.</summary>
    On,

    /// <summary>Stands where it is.</summary>
    Stop,

    /// <summary>Open (gripper).</summary>
    Open,

    /// <summary>Closed (gripper).</summary>
    Close,

    /// <summary>A level, angle or position.</summary>
    Number,
}

/// <summary>Limits of a device; null where there is none. Times in seconds, speeds in the device's unit a second.</summary>
public sealed record DeviceLimits
{
    /// <summary>No limit at all.</summary>
    public static readonly DeviceLimits None = new();

    /// <summary>The longest time on, from the first command that made it active (relay, dimmer, motor).</summary>
    public double? MaxOn { get; init; }

    /// <summary>The shortest time between off and the next on (relay).</summary>
    public double? MinOff { get; init; }

    /// <summary>The largest level, angle or absolute power (dimmer, servo, motor).</summary>
    public double? Max { get; init; }

    /// <summary>The largest change a second (dimmer, servo, motor).</summary>
    public double? MaxRate { get; init; }

    /// <summary>The largest speed (stepper, drive, arm): motion is executed no faster.</summary>
    public double? MaxSpeed { get; init; }

    /// <summary>The longest single motion (stepper, drive, arm).</summary>
    public double? MaxDistance { get; init; }

    /// <summary>The shortest time between two commands (any actuator).</summary>
    public double? MinInterval { get; init; }
}

/// <summary>How the generic simulator tunes a device.</summary>
public sealed record SimulationSpec
{
    /// <summary>Nothing said: the middle of the range, no noise, no drift.</summary>
    public static readonly SimulationSpec Default = new();

    /// <summary>The value at the start of a task; default the middle of the range, else 0.</summary>
    public double? Start { get; init; }

    /// <summary>Standard deviation, drawn at each read.</summary>
    public double Noise { get; init; }

    /// <summary>Where the value drifts.</summary>
    public double? Toward { get; init; }

    /// <summary>The time constant of the drift in seconds.</summary>
    public double Over { get; init; } = 3600;

    /// <summary>Change of sensors per second, times state, level or power of this device.</summary>
    public IReadOnlyDictionary<string, double> Affects { get; init; } = new Dictionary<string, double>();

    /// <summary>When an input is active, in seconds since the task began.</summary>
    public IReadOnlyList<TimeWindow> Active { get; init; } = [];

    /// <summary>Whether a gripper finds something.</summary>
    public bool Near { get; init; }
}

/// <summary>A span of the robot's clock in seconds, start included, end not.</summary>
/// <param name="From">Start.</param>
/// <param name="To">End, above <paramref name="From"/>.</param>
public readonly record struct TimeWindow(double From, double To)
{
    /// <summary>True where the time is inside.</summary>
    public bool Contains(double time) => time >= From && time < To;
}
