using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Simulators;

/// <summary>One simulated device: a driver like any other, whose true state can also be seen from outside.</summary>
internal abstract class SimulatedDevice(DeviceSpec spec, SimulatedTime time) : IDeviceDriver
{
    /// <summary>The device as the manifest has it.</summary>
    public DeviceSpec Spec { get; } = spec;

    /// <summary>What the device is and does, without noise or fault.</summary>
    public abstract DeviceState Truth { get; }

    /// <summary>How much it acts now, for the worlds: 0 or 1 of a relay, a level, a signed power; 0 for all other kinds.</summary>
    public virtual double Effect => 0;

    /// <inheritdoc/>
    public virtual bool IsBusy => false;

    /// <summary>The time that all parts share.</summary>
    protected SimulatedTime Time { get; } = time;

    /// <summary>Sets the state at time 0.</summary>
    /// <exception cref="SimulationException">The value does not fit the kind.</exception>
    public abstract void Begin(StartValue start);

    /// <inheritdoc/>
    public virtual DeviceState Read() => Truth;

    /// <inheritdoc/>
    public virtual void Start(DeviceCommand command) => throw Unknown(command);

    /// <inheritdoc/>
    public virtual void MakeSafe(SafeValue safe)
    {
    }

    /// <summary>Its supply fails: what needs power to act ceases, what has a position stands where it is.</summary>
    public virtual void LosePower()
    {
    }

    /// <summary>A motion or tone under way ends where it is; what is steady stays.</summary>
    public virtual void Freeze()
    {
    }

    /// <summary>The number of a start, or the error that says that one is needed.</summary>
    protected double NumberOf(StartValue start) => start.Number is { } number && double.IsFinite(number)
        ? number
        : throw new SimulationException($"start: {Spec.Name} is a {Spec.Kind} and takes a number or on/off, not {start}.");

    /// <summary>The error for a member that the kind does not have.</summary>
    protected DeviceException Unknown(DeviceCommand command) =>
        new(ErrorCodes.DeviceFault, $"{Spec.Name} does not know {command.Member}.");
}
