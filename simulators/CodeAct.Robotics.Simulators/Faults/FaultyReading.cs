using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Simulators;

/// <summary>A faulty driver whose device remembers. Its past was recorded by others and is as it was.</summary>
internal sealed class FaultyReading(
    SimulatedReading device, IReadOnlyList<Fault> faults, SimulatedTime time, Action<double> advance, int seed)
    : FaultyDriver(device, faults, time, advance, seed), ISensorHistory
{
    /// <inheritdoc/>
    public IReadOnlyList<double> History(int minutes) => device.History(minutes);
}
