using CodeAct.Robotics.Contracts;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Simulators.Tests;

/// <summary>A simulated device on its bench: a generic robot of one device.</summary>
internal sealed class SimulatedBench(DeviceSpec spec, IReadOnlyList<Fault> faults) : IDriverBench
{
    private readonly Simulation _simulation = Simulation.Create(
        new RobotManifest { Robot = "bench", Simulator = "generic", Devices = [spec] }, new SimulationOptions { Faults = faults });

    public IDeviceDriver Driver => _simulation.Drivers[0];

    public IRobotClock Clock => _simulation;

    public DeviceState Seen => _simulation.Truth(0);

    public void Present(double value) => _simulation.Device(0).Begin(StartValue.Of(value));

    public void Dispose() => _simulation.Dispose();
}
