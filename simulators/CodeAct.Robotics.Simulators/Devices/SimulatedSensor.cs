using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Simulators;

/// <summary>A sensor of a value that its world moves.</summary>
internal sealed class SimulatedSensor : SimulatedReading
{
    private double _value;

    /// <summary>A sensor that starts in the middle of its range, or at 0.</summary>
    public SimulatedSensor(DeviceSpec spec, SimulatedTime time, int seed)
        : base(spec, time, seed)
    {
        Show(spec.Range?.Middle ?? 0);
    }

    /// <inheritdoc/>
    public override double TrueValue => _value;

    /// <summary>The world gives it another value; it stays within the range.</summary>
    public void Show(double value) => _value = Math.Clamp(value, Low, High);

    /// <inheritdoc/>
    public override void Begin(StartValue start)
    {
        double value = NumberOf(start);
        if (value < Low || value > High)
            throw new SimulationException($"start: {Spec.Name} is {start}; its range is {Low:0.###} to {High:0.###} {Spec.Unit}".TrimEnd() + ".");
        Show(value);
    }
}
