using CodeAct.Robotics.Hardware.Linux.Leds;
using CodeAct.Robotics.Hardware.Linux.Outputs;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux;

/// <summary>Drivers of LEDs.</summary>
internal static partial class LinuxDrivers
{
    private const string LedRemedy = "Write a name of /sys/class/leds.";

    static partial void AddLeds(List<LinuxDriver> drivers) =>
        drivers.Add(new LinuxDriver("linux.led", [DeviceKinds.Relay, DeviceKinds.Dimmer, DeviceKinds.ColorLight], OpenLed));

    private static IDeviceDriver OpenLed(DeviceSpec device, LinuxBoard board, IRobotClock clock)
    {
        double safe = SafeLevel.Of(device.Safe) ?? 0;
        if (device.Kind == DeviceKinds.ColorLight)
        {
            string[] names = device.With.Read(map => map.Has("led")
                ? [map.Required("led", LedRemedy)]
                : new[] { "red", "green", "blue" }.Select(c => map.Required(c, LedRemedy + " Or give one multicolour LED as led.")).ToArray());
            if (names.Length == 1) return new MultiColorLight(device, MultiColorLed.Open(board, device.Name, names[0]));
            ILevelOutput[] leds = Opening.All(names, n => (ILevelOutput)LedLevel.Open(board, device.Name, n, safe));
            return new ColorLightDriver(device, leds[0], leds[1], leds[2]);
        }

        LedLevel led = LedLevel.Open(board, device.Name, device.With.Read(map => map.Required("led", LedRemedy)), safe);
        return device.Kind == DeviceKinds.Relay ? new RelayDriver(device, led) : new DimmerDriver(device, led);
    }
}
