using System.Device.Pwm;

namespace CodeAct.Robotics.Hardware.Iot.Tests;

/// <summary>A PWM output that remembers.</summary>
internal sealed class FakePwm : PwmChannel
{
    private double _duty;

    /// <summary>Takes no duty cycle, as a kernel that lost its output.</summary>
    public bool IsBroken { get; set; }

    public bool IsRunning { get; private set; }

    /// <summary>What comes out: nothing before it is started.</summary>
    public double Out => IsRunning ? _duty : 0;

    /// <summary>The duty cycle when it was started.</summary>
    public double AtStart { get; private set; } = double.NaN;

    public override int Frequency { get; set; }

    public override double DutyCycle
    {
        get => _duty;
        set => _duty = IsBroken ? throw new IOException("Invalid argument") : value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value));
    }

    public override void Start()
    {
        if (!IsRunning) AtStart = _duty;
        IsRunning = true;
    }

    public override void Stop() => IsRunning = false;

    protected override void Dispose(bool disposing) => IsRunning = false;
}
