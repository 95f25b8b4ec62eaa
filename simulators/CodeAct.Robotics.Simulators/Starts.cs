using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Simulators;

/// <summary>Where each thing starts: the scenario's word first, then the manifest's, then the world's.</summary>
internal sealed class Starts
{
    private readonly RobotManifest _manifest;
    private readonly IReadOnlyDictionary<string, StartValue> _values;

    /// <summary>Checks that every name is a device of the robot or a variable of its world.</summary>
    /// <exception cref="SimulationException">A name is neither.</exception>
    public Starts(RobotManifest manifest, WorldDescription world, IReadOnlyDictionary<string, StartValue> values)
    {
        _manifest = manifest;
        _values = values;
        foreach (string name in values.Keys)
        {
            if (manifest.Device(name) is not null || world.Variables.Any(v => v.Name == name)) continue;
            string variables = world.Variables.Count == 0 ? "none" : string.Join(", ", world.Variables.Select(v => v.Name));
            throw new SimulationException(
                $"start: '{name}' is neither a device of {manifest.Robot} nor a variable of the world {world.Name}. "
                + $"Devices: {string.Join(", ", manifest.Devices.Select(d => d.Name))}. Variables: {variables}.");
        }
    }

    /// <summary>What the scenario says of that name, or null.</summary>
    public StartValue? Find(string name) => _values.GetValueOrDefault(name);

    /// <summary>The number of a variable that has a default.</summary>
    /// <exception cref="SimulationException">Not a number, or outside what the world can be.</exception>
    public double Number(WorldVariable variable) => TryNumber(variable) ?? variable.Default!.Value;

    /// <summary>The number that the scenario or the manifest says, or null.</summary>
    /// <exception cref="SimulationException">Not a number, or outside what the world can be.</exception>
    public double? TryNumber(WorldVariable variable)
    {
        if (Find(variable.Name) is not { } start) return _manifest.Device(variable.Name)?.Simulation.Start;
        if (start.Number is { } number && number >= variable.Low && number <= variable.High) return number;
        throw new SimulationException(
            $"start: {variable.Name} is {start}; it must be a number from {variable.Low:0.##} to {variable.High:0.##} {variable.Unit}".TrimEnd() + ".");
    }
}
