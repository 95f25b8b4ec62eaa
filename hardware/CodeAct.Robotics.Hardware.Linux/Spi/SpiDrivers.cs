using CodeAct.Robotics.Hardware.Linux.Spi;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux;

/// <content>The drivers over SPI.</content>
internal static partial class LinuxDrivers
{
    static partial void AddSpi(List<LinuxDriver> drivers) => drivers.Add(new LinuxDriver("linux.mcp3008", [DeviceKinds.Sensor], Mcp3008Driver.Open));
}
