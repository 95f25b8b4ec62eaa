using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Simulators;

/// <summary>A buzzer: one tone at a time, counted from the start.</summary>
internal sealed class SimulatedBuzzer(DeviceSpec spec, SimulatedTime time) : SimulatedDevice(spec, time)
{
    private long _end;
    private double _hertz;
    private int _count;

    /// <inheritdoc/>
    public override bool IsBusy => Time.Ticks < Volatile.Read(ref _end);

    /// <summary>Its value is the tone in hertz, 0 while it is silent.</summary>
    public override DeviceState Truth
    {
        get
        {
            bool sounding = IsBusy;
            return new DeviceState { Value = sounding ? _hertz : 0, Flag = sounding, Count = _count };
        }
    }

    /// <summary>A twin takes over the count; everybody else starts silent.</summary>
    public override void Begin(StartValue start) => _count = start.State?.Count ?? (int)NumberOf(start);

    /// <inheritdoc/>
    public override void Start(DeviceCommand command)
    {
        if (command.Member != "Beep") throw Unknown(command);
        _hertz = command.A;
        _count++;
        Volatile.Write(ref _end, Time.Ticks + SimulatedTime.ToTicks(Math.Max(0, command.B)));
    }

    /// <inheritdoc/>
    public override void MakeSafe(SafeValue safe) => Freeze();

    /// <inheritdoc/>
    public override void LosePower() => Freeze();

    /// <inheritdoc/>
    public override void Freeze() => Volatile.Write(ref _end, 0);
}
