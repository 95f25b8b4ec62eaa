using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Outputs;

/// <summary>An output with a level from 0 to 1: a line (0 or 1), a PWM channel, a LED. Any thread may set it.</summary>
internal interface ILevelOutput : IDisposable
{
    /// <summary>The level as the kernel has it.</summary>
    /// <exception cref="DeviceException">It is gone.</exception>
    double Level { get; }

    /// <summary>Sets it.</summary>
    /// <exception cref="DeviceException">It is gone or refuses.</exception>
    void Set(double level);

    /// <summary>Sets it and never throws; false where it failed, and what is gone says so at the next command.</summary>
    bool TrySet(double level);

    /// <summary>How another process sets it.</summary>
    IReadOnlyList<SafeOutput> Safe(double level);
}
