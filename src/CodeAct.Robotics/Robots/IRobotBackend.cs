namespace CodeAct.Robotics.Robots;

/// <summary>What a robot is made of at run time: a clock and one driver a device. Owned by whoever opened it.</summary>
public interface IRobotBackend : IDisposable
{
    /// <summary><c>sim</c> or <c>hardware</c>.</summary>
    string Name { get; }

    /// <summary>The robot's time.</summary>
    IRobotClock Clock { get; }

    /// <summary>The drivers in manifest order.</summary>
    IReadOnlyList<IDeviceDriver> Drivers { get; }
}
