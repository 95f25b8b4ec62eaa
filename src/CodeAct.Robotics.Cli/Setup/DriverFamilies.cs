using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Cli;

/// <summary>The families of drivers that this build has.</summary>
internal static class DriverFamilies
{
    /// <summary>Those that a robot needs are opened lazily, with its first device.</summary>
    public static IReadOnlyList<IDriverFamily> Create(RobotManifest manifest) => [.. ThisBuild.Families()];
}
