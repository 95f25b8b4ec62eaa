using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Simulators;

/// <summary>A gripper that takes half a second; open at the start, and holds when it closes where <c>near</c> says that something is there.</summary>
internal sealed class SimulatedGripper : SimulatedDevice
{
    /// <summary>Seconds to open or to close.</summary>
    public const double Travel = 0.5;

    // 0 open, 1 closed.
    private volatile Glide _jaws = Glide.At(0);
    private volatile bool _holding;

    /// <summary>A gripper at rest.</summary>
    public SimulatedGripper(DeviceSpec spec, SimulatedTime time)
        : base(spec, time)
    {
    }

    /// <inheritdoc/>
    public override bool IsBusy => _jaws.IsMoving(Time.Ticks);

    /// <inheritdoc/>
    public override DeviceState Truth
    {
        get
        {
            bool closed = _jaws.Position(Time.Ticks) >= 1;
            return new DeviceState { Value = closed ? 1 : 0, Flag = closed && _holding };
        }
    }

    /// <inheritdoc/>
    public override void Begin(StartValue start)
    {
        bool closed = NumberOf(start) != 0;
        _jaws = Glide.At(closed ? 1 : 0);
        _holding = closed && (start.State?.Flag ?? Spec.Simulation.Near);
    }

    /// <inheritdoc/>
    public override void Start(DeviceCommand command)
    {
        switch (command.Member)
        {
            case "Open": Move(0); break;
            case "Close": Move(1); break;
            default: throw Unknown(command);
        }
    }

    /// <inheritdoc/>
    public override void MakeSafe(SafeValue safe)
    {
        switch (safe.Word)
        {
            case SafeWord.Stop: Freeze(); break;
            case SafeWord.Close or SafeWord.On: Move(1); break;
            default: Move(0); break;
        }
    }

    /// <inheritdoc/>
    public override void LosePower() => Freeze();

    /// <inheritdoc/>
    public override void Freeze() => _jaws = Glide.At(_jaws.Position(Time.Ticks));

    private void Move(double goal)
    {
        // What is held falls as soon as the jaws let go, and is held only when they are shut.
        _holding = goal >= 1 && (_holding || Spec.Simulation.Near);
        _jaws = Glide.Between(_jaws.Position(Time.Ticks), goal, 1 / Travel, Time.Ticks);
    }
}
