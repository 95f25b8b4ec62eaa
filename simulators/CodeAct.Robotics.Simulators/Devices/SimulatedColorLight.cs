using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Simulators;

/// <summary>A colour light that takes its colour at once; dark at the start.</summary>
internal sealed class SimulatedColorLight(DeviceSpec spec, SimulatedTime time) : SimulatedDevice(spec, time)
{
    // One packed word, so that a colour never tears between threads.
    private volatile int _rgb;

    /// <inheritdoc/>
    public override DeviceState Truth
    {
        get
        {
            int rgb = _rgb;
            return new DeviceState { Value = rgb >> 16, Second = (rgb >> 8) & 255, Third = rgb & 255 };
        }
    }

    /// <summary>A number is a grey: 0 is dark, 255 white.</summary>
    public override void Begin(StartValue start)
    {
        double grey = NumberOf(start);
        if (start.State is { } state) Show(state.Value, state.Second, state.Third);
        else Show(grey, grey, grey);
    }

    /// <inheritdoc/>
    public override void Start(DeviceCommand command)
    {
        switch (command.Member)
        {
            case "Color": Show(command.A, command.B, command.C); break;
            case "Off": _rgb = 0; break;
            default: throw Unknown(command);
        }
    }

    /// <inheritdoc/>
    public override void MakeSafe(SafeValue safe)
    {
        if (safe.Word == SafeWord.On) _rgb = 0xFFFFFF;
        else if (safe.Word != SafeWord.Stop) _rgb = 0;
    }

    /// <inheritdoc/>
    public override void LosePower() => _rgb = 0;

    private void Show(double r, double g, double b) => _rgb = (Byte(r) << 16) | (Byte(g) << 8) | Byte(b);

    private static int Byte(double value) => (int)Math.Round(Math.Clamp(value, 0, 255));
}
