using CodeAct.Robotics.Hardware.Linux;
using CodeAct.Robotics.Hardware.Linux.Kernel;
using CodeAct.Robotics.Mqtt.Devices;
using CodeAct.Robotics.Mqtt.Link;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Cli;

/// <summary>The families of drivers that this build has.</summary>
internal static class DriverFamilies
{
    /// <summary>Those that a robot needs are opened lazily, with its first device.</summary>
    /// <param name="manifest">The robot.</param>
    /// <param name="broker">Tells the broker of its devices by the robot's name.</param>
    public static IReadOnlyList<IDriverFamily> Create(RobotManifest manifest, Func<string, MqttOptions> broker)
    {
        var kernel = LinuxKernel.FromEnvironment();
        return [new LinuxFamily(kernel, Boards.Header(kernel)), new MqttDriverFamily(() => broker(manifest.Robot), ThisBuild.OpenLink, TimeProvider.System), .. ThisBuild.Families()];
    }
}
