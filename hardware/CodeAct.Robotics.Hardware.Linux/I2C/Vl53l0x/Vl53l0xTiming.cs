namespace CodeAct.Robotics.Hardware.Linux.I2C;

/// <summary>
/// How a VL53L0X spends the time of one measurement: what the earlier steps leave goes to the final range, which makes it more exact.
/// Source: ST's API STSW-IMG005 and its user manual UM2039: timing budget, macro periods, coding of time-outs.
/// </summary>
internal static class Vl53l0xTiming
{
    /// <summary>The shortest budget in seconds.</summary>
    public const double Least = 0.02;

    // Overheads of the steps that the sequence 0xE8 has (target selection, pre-range, final range), in microseconds.
    private const int StartAndEnd = 1320 + 960, Selection = 690, PreRange = 660, FinalRange = 550;

    // From the tuning: laser periods in PLL clocks, and the steps' lengths in macro periods.
    private const int PrePeriod = 14, FinalPeriod = 10, SelectionMacros = 0x25 + 1, PreRangeMacros = 0x96 + 1;

    /// <summary>The value of FINAL_RANGE_CONFIG_TIMEOUT_MACROP for a budget in seconds.</summary>
    public static ushort FinalRangeTimeout(double budget)
    {
        double used = StartAndEnd + 2 * (Microseconds(SelectionMacros, PrePeriod) + Selection) + Microseconds(PreRangeMacros, PrePeriod) + PreRange + FinalRange;
        double left = Math.Max(0, budget * 1e6 - used);
        // The register counts from the start of the pre-range.
        return Encode((int)Math.Round(left / MacroPeriod(FinalPeriod)) + PreRangeMacros);
    }

    /// <summary>Codes a count of macro periods as a byte and a shift: (low byte &lt;&lt; high byte) + 1.</summary>
    public static ushort Encode(int macros)
    {
        int value = Math.Max(0, macros - 1), shift = 0;
        for (; value > 0xFF; value >>= 1) shift++;
        return (ushort)(shift << 8 | value);
    }

    /// <summary>The count that a register's value means.</summary>
    public static int Decode(ushort coded) => ((coded & 0xFF) << (coded >> 8)) + 1;

    // In microseconds: 2304 laser periods of the PLL's 1.655 ns.
    private static double MacroPeriod(int laserPeriod) => 2304 * laserPeriod * 0.001655;

    private static double Microseconds(int macros, int laserPeriod) => macros * MacroPeriod(laserPeriod);
}
