using CodeAct.Robotics.Hardware.Linux;
using CodeAct.Robotics.Hardware.Linux.Gpio;
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
    /// <param name="holder">A guardian that outlived its host and holds its lines; null for none.</param>
    public static IReadOnlyList<IDriverFamily> Create(RobotManifest manifest, Func<string, MqttOptions> broker, ILineHolder? holder = null)
    {
        var kernel = LinuxKernel.FromEnvironment();
        return [new LinuxFamily(kernel, Boards.Header(kernel), holder: holder), new MqttDriverFamily(() => broker(manifest.Robot), ThisBuild.OpenLink, TimeProvider.System), .. ThisBuild.Families()];
    }
}
