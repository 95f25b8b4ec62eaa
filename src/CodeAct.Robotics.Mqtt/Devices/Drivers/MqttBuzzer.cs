using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Mqtt.Devices;

/// <summary>A buzzer: it is told how long, and counts as sounding for that time.</summary>
internal sealed class MqttBuzzer(DeviceSpec spec, MqttDeviceSettings settings, DeviceLink link, IRobotClock clock) : MqttDriver(spec, settings, link, clock)
{
    private double _end = double.NegativeInfinity;
    private int _count;

    /// <inheritdoc/>
    public override bool IsBusy => Clock.Now < Volatile.Read(ref _end);

    /// <inheritdoc/>
    public override void Start(DeviceCommand command)
    {
        int round = Round;
        Order order = Encode(command);
        Carry(order, command.Member);
        _count++;
        Volatile.Write(ref _end, Clock.Now + Math.Max(0, command.B));
        if (Round != round) Volatile.Write(ref _end, double.NegativeInfinity);
    }

    /// <inheritdoc/>
    public override DeviceState Read()
    {
        base.Read();
        return new DeviceState { Flag = IsBusy, Count = _count };
    }

    /// <inheritdoc/>
    protected override Order Encode(in DeviceCommand command)
    {
        if (command.Member != "Beep") throw Unknown(command.Member);
        (double hertz, double seconds) = (command.A, Math.Max(0, command.B));
        return new Order(Settings.Command!, Settings.Template!.Fill(Place), new DeviceState { Flag = true });

        object Place(string place) => place switch
        {
            "hertz" => Math.Round(hertz),
            "ms" => Math.Round(seconds * 1000),
            "tenths" => Math.Max(1, Math.Round(seconds * 10)),
            _ => seconds,
        };
    }

    /// <inheritdoc/>
    protected override Order? EncodeSafe(SafeValue safe)
    {
        Volatile.Write(ref _end, double.NegativeInfinity);
        return new Order(Settings.Command!, Settings.Off!, default(DeviceState));
    }
}
