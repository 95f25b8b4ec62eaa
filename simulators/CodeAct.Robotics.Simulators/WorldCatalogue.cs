using CodeAct.Robotics.Robots;
using CodeAct.Robotics.Simulators.Generic;
using CodeAct.Robotics.Simulators.Greenhouse;
using CodeAct.Robotics.Simulators.Home;

namespace CodeAct.Robotics.Simulators;

/// <summary>The worlds by the name that a manifest's <c>simulator:</c> gives. A new world is one more line here and a folder of its own.</summary>
internal static class WorldCatalogue
{
    /// <summary>Each with how to open it; opening takes its devices and sets what they see at time 0.</summary>
    public static readonly IReadOnlyList<(WorldDescription Description, Func<Parts, Starts, int, IWorld>? Open)> All =
    [
        (GenericWorld.Description, null),
        (GreenhouseWorld.Description, (parts, starts, seed) => new GreenhouseWorld(parts, starts, seed)),
        (HomeWorld.Description, (parts, starts, seed) => new HomeWorld(parts, starts, seed)),
    ];

    /// <summary>The world of a manifest.</summary>
    /// <exception cref="SimulationException">The robot has no twin, or names none of these.</exception>
    public static (WorldDescription Description, Func<Parts, Starts, int, IWorld>? Open) For(RobotManifest manifest)
    {
        string known = string.Join(", ", All.Select(w => w.Description.Name));
        if (manifest.Simulator is null)
            throw new SimulationException($"The robot {manifest.Robot} has no twin: its manifest has no 'simulator'. Known: {known}.");
        foreach (var world in All)
            if (world.Description.Name == manifest.Simulator) return world;
        throw new SimulationException($"The robot {manifest.Robot} names the simulator '{manifest.Simulator}', which does not exist. Known: {known}.");
    }
}
