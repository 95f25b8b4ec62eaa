using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Contracts;

/// <summary>One driver with what is around it: its clock, and somebody who stands beside the device.</summary>
public interface IDriverBench : IDisposable
{
    /// <summary>The driver under test.</summary>
    IDeviceDriver Driver { get; }

    /// <summary>The time that the driver lives in.</summary>
    IRobotClock Clock { get; }

    /// <summary>What the device really does, as seen from outside and not by its driver: the level of a pin, the place of an axis.</summary>
    DeviceState Seen { get; }

    /// <summary>Sensor and range: what is there to measure, in the device's unit. Input: 1 active, 0 not. Others: not called.</summary>
    void Present(double value);
}
