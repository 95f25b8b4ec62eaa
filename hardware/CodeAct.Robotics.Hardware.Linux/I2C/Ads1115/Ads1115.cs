using CodeAct.Robotics.Hardware.Linux.Chips;

namespace CodeAct.Robotics.Hardware.Linux.I2C;

/// <summary>
/// Texas Instruments ADS1115: four analogue inputs of 16 bits, converted one at a time (single shot). Any thread may call; conversions follow one another.
/// Source: SBAS444, Ultra-Small, Low-Power, 16-Bit ADC, section 8.1 (registers).
/// </summary>
internal sealed class Ads1115(I2cDevice device) : I2cChip(device)
{
    private const byte Conversion = 0, Config = 1;
    private const ushort Start = 0x8000, SingleShot = 0x0100, ComparatorOff = 0x0003;

    // A conversion may not be started while another one's input is still selected.
    private readonly Lock _converting = new();

    /// <summary>The inputs as settings write them, in the order of the MUX field.</summary>
    public static readonly string[] Inputs = ["0-1", "0-3", "1-3", "2-3", "0", "1", "2", "3"];

    /// <summary>The gains as settings write them, in the order of the PGA field.</summary>
    public static readonly string[] Gains = ["2/3", "1", "2", "4", "8", "16"];

    /// <summary>Full scale in volts of each gain.</summary>
    public static readonly double[] FullScales = [6.144, 4.096, 2.048, 1.024, 0.512, 0.256];

    /// <summary>The rates in conversions a second, in the order of the DR field.</summary>
    public static readonly int[] Rates = [8, 16, 32, 64, 128, 250, 475, 860];

    /// <inheritdoc/>
    public override string Name => "ADS1115";

    /// <inheritdoc/>
    public override void Begin() => Device.ReadWord(Config);

    /// <summary>Volts at an input, or between two.</summary>
    /// <param name="input">Index into <see cref="Inputs"/>.</param>
    /// <param name="gain">Index into <see cref="Gains"/>.</param>
    /// <param name="rate">Index into <see cref="Rates"/>.</param>
    public double Volts(int input, int gain, int rate)
    {
        ushort config = (ushort)(input << 12 | gain << 9 | SingleShot | rate << 5 | ComparatorOff);
        lock (_converting)
        {
            Device.WriteWord(Config, (ushort)(config | Start));
            double time = 1.0 / Rates[rate];
            ushort seen = 0;
            // Its oscillator is 10 % exact; waking takes 25 µs.
            Device.WaitUntil(() => ((seen = Device.ReadWord(Config)) & Start) != 0, time * 1.1 + 0.0001, time * 2 + 0.02, $"the conversion of the ADS1115 at {Device.Place}");
            if ((seen & ~Start) != config) throw ChipException.Fault($"the chip at {Device.Place} does not keep its configuration (0x{config:x4} was written, 0x{seen:x4} read); check whether it is an ADS1115, and its supply.");
            short raw = (short)Device.ReadWord(Conversion);
            if (raw is short.MaxValue or short.MinValue) throw ChipException.NoReading($"input {Inputs[input]} of the ADS1115 at {Device.Place} is beyond ±{FullScales[gain]} V; choose a smaller gain or divide the voltage.");
            return raw * FullScales[gain] / 32768;
        }
    }
}
