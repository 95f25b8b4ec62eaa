using CodeAct.Robotics.Hardware.Linux.Chips;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Spi;

/// <summary>
/// <c>linux.mcp3008</c>: a sensor of volts, or what scale and offset make of them. Settings: bus, select, hertz (default 1,000,000),
/// channel (0 to 7, or a difference such as 0-1), reference (volts at VREF; default 3.3), scale, offset.
/// </summary>
internal static class Mcp3008Driver
{
    /// <summary>Opens it.</summary>
    public static IDeviceDriver Open(DeviceSpec device, LinuxBoard board, IRobotClock clock)
    {
        var settings = device.With.Read(map =>
            (Place: SpiPlace.Read(map, 1_000_000, 3_600_000), Input: Array.IndexOf(Mcp3008.Inputs, map.RequiredWord("channel", Mcp3008.Inputs)),
                Reference: map.Number("reference", 3.3, 0.25, 5.5, " V"), Calibration: map.Calibration()));
        try
        {
            // A descriptor for each device: the kernel lets several open one chip select, and nothing has to be kept between transfers.
            var spi = new SpiDevice(board.Kernel, settings.Place, mode: 0);
            var chip = new Mcp3008(spi);
            return new ChipSensor(device, board.Time, settings.Calibration, new ValueRange(0, settings.Reference), () => chip.Share(settings.Input) * settings.Reference, spi.Dispose);
        }
        catch (ChipException e)
        {
            throw e.For(device.Name);
        }
    }
}
