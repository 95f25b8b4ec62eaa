using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Outputs;

/// <summary>Something that sounds. Any thread may silence it.</summary>
internal interface ITone : IDisposable
{
    /// <summary>Sounds until it is silenced.</summary>
    /// <exception cref="DeviceException">It is gone, or can't sound that.</exception>
    void Sound(double hertz);

    /// <summary>Silences it; never throws.</summary>
    void Silence();

    /// <summary>How another process silences it.</summary>
    IReadOnlyList<SafeOutput> Safe { get; }
}
