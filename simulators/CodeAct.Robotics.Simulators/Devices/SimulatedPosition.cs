using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Simulators;

/// <summary>What servo and stepper share: one axis between two end stops that takes its time.</summary>
internal abstract class SimulatedPosition : SimulatedDevice
{
    private volatile Glide _glide;

    /// <summary>Stands at its safe value where that is a number, else at 0 or the end stop next to it.</summary>
    protected SimulatedPosition(DeviceSpec spec, SimulatedTime time)
        : base(spec, time)
    {
        _glide = Glide.At(WithinStops(spec.Safe is { Word: SafeWord.Number } safe ? safe.Number : 0));
    }

    /// <summary>Where it is now, in degrees or the manifest's unit.</summary>
    public double Position => _glide.Position(Time.Ticks);

    /// <inheritdoc/>
    public override bool IsBusy => _glide.IsMoving(Time.Ticks);

    /// <inheritdoc/>
    public override DeviceState Truth
    {
        get
        {
            Glide glide = _glide;
            return new DeviceState { Value = glide.Position(Time.Ticks), Flag = glide.IsMoving(Time.Ticks) };
        }
    }

    /// <summary>Its own speed, in its unit a second, where the command names none.</summary>
    public abstract double Speed { get; }

    /// <inheritdoc/>
    public override void Begin(StartValue start) => _glide = Glide.At(WithinStops(NumberOf(start)));

    /// <inheritdoc/>
    public override void MakeSafe(SafeValue safe)
    {
        if (safe.Word == SafeWord.Number) Go(safe.Number, null);
        else Freeze();
    }

    /// <inheritdoc/>
    public override void LosePower() => Freeze();

    /// <inheritdoc/>
    public override void Freeze() => _glide = Glide.At(Position);

    /// <summary>Starts towards a position, from where it is.</summary>
    protected void Go(double position, double? speed) =>
        _glide = Glide.Between(Position, WithinStops(position), speed is > 0 ? speed.Value : Speed, Time.Ticks);

    private double WithinStops(double position) => Spec.Range is { } range ? range.Clamp(position) : position;
}
