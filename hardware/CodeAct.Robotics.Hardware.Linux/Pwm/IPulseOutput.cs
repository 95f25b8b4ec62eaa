using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Pwm;

/// <summary>An output of pulses, as a servo takes them: a PWM channel of the kernel or of a chip on another bus. Any thread may set it.</summary>
internal interface IPulseOutput : IDisposable
{
    /// <summary>Sets the active time of a period in nanoseconds.</summary>
    /// <exception cref="DeviceException">It is gone or refuses.</exception>
    void SetDuty(long duty);

    /// <summary>Sets it and never throws.</summary>
    bool TrySetDuty(long duty);

    /// <summary>How another process sets it.</summary>
    SafeOutput Safe(long duty);
}
