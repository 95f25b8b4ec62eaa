using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Simulators.Generic;

/// <summary>A sensor's value under what pushes it and where it drifts: dv/dt = sum of rates times effects + (toward − v) / over.</summary>
internal sealed class GenericSensor
{
    private readonly SimulatedSensor _sensor;
    private readonly (SimulatedDevice Device, double PerStep)[] _pushes;
    private readonly double? _toward;
    private readonly double _kept;

    /// <summary>Finds what affects the sensor.</summary>
    public GenericSensor(SimulatedSensor sensor, IReadOnlyList<SimulatedDevice> devices)
    {
        _sensor = sensor;
        SimulationSpec spec = sensor.Spec.Simulation;
        _toward = spec.Toward;
        _kept = spec.Over > 0 ? Math.Exp(-Simulation.StepSeconds / spec.Over) : 0;
        _pushes =
        [
            .. from device in devices
               from affect in device.Spec.Simulation.Affects
               where affect.Key == sensor.Spec.Name
               select (device, affect.Value * Simulation.StepSeconds),
        ];
    }

    /// <summary>True where anything can change it.</summary>
    public bool Moves => _toward is not null || _pushes.Length > 0;

    /// <summary>Moves it by one step: the pushes by Euler's rule, the drift exactly.</summary>
    public void Step()
    {
        double value = _sensor.TrueValue;
        foreach (var (device, perStep) in _pushes) value += perStep * device.Effect;
        if (_toward is { } toward) value = toward + (value - toward) * _kept;
        _sensor.Show(value);
    }
}
