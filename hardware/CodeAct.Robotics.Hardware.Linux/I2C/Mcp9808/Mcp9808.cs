using CodeAct.Robotics.Hardware.Linux.Chips;

namespace CodeAct.Robotics.Hardware.Linux.I2C;

/// <summary>
/// Microchip MCP9808: temperature to 0.0625 °C, measured without pause. Source: DS25095, ±0.5°C Maximum Accuracy Digital Temperature Sensor, section 5.1 (registers).
/// </summary>
internal sealed class Mcp9808(I2cDevice device) : I2cChip(device)
{
    private const byte Config = 1, Ambient = 5, Manufacturer = 6, Revision = 7, Resolution = 8;
    private const ushort MicrochipId = 0x0054;
    private const byte DeviceId = 0x04, Finest = 0x03;

    // At the finest resolution, typical 250 ms, and a margin for its oscillator.
    private const double Conversion = 0.3;

    private double _first;

    /// <inheritdoc/>
    public override string Name => "MCP9808";

    /// <inheritdoc/>
    public override void Begin()
    {
        ushort maker = Device.ReadWord(Manufacturer), revision = Device.ReadWord(Revision);
        if (maker != MicrochipId || revision >> 8 != DeviceId)
            throw ChipException.Fault($"the chip at {Device.Place} has the maker's id 0x{maker:x4} and the device id 0x{revision >> 8:x2}, an MCP9808 has 0x0054 and 0x04: {Likely(maker)}.");
        lock (Device.Bus.Lock)
        {
            Device.WriteWord(Config, 0x0000);
            Device.Write(Resolution, Finest);
        }

        _first = Device.Now + Conversion;
    }

    /// <summary>Degrees Celsius.</summary>
    public double Celsius()
    {
        // The register holds 0 until the first conversion is done.
        if (Device.Now < _first) Device.Wait(_first - Device.Now);
        ushort ambient = Device.ReadWord(Ambient);
        if (ambient == 0xFFFF) throw ChipException.NoReading($"the MCP9808 at {Device.Place} answers with ones only; check SDA and its supply.");
        return Celsius(ambient);
    }

    /// <summary>12 bits and a sign, in sixteenths of a degree; the three bits above are alerts.</summary>
    public static double Celsius(ushort ambient) => (ambient & 0x0FFF) / 16.0 - ((ambient & 0x1000) != 0 ? 256 : 0);

    private static string Likely(ushort maker) => maker switch
    {
        MicrochipId => "it is another part of Microchip's, perhaps an MCP9800 or MCP9843, which has no driver here",
        0x0000 or 0xFFFF => "nothing sensible comes back; check the wiring",
        _ => "it is another chip; check the address",
    };
}
