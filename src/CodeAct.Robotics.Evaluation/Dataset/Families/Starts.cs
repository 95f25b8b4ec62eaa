using CodeAct.Robotics.Robots;
using CodeAct.Robotics.Simulators;

namespace CodeAct.Robotics.Evaluation.Dataset;

/// <summary>Where a task's devices start.</summary>
internal static class Starts
{
    public static Dictionary<string, StartValue> None => [];

    public static Dictionary<string, StartValue> Input(SynthDevice input, bool active) =>
        new() { [input.Name] = StartValue.Of(active ? [new TimeWindow(0, 100_000)] : (IReadOnlyList<TimeWindow>)[]) };

    public static Dictionary<string, StartValue> Window(SynthDevice input, double from, double to) => new() { [input.Name] = StartValue.Of([new TimeWindow(from, to)]) };

    public static Dictionary<string, StartValue> At(SynthDevice device, double value) => new() { [device.Name] = StartValue.Of(value) };
}
