using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Tests.I2C;

/// <summary>An MCP9808, which measures without pause. Source: DS25095, section 5.1.</summary>
internal sealed class FakeMcp9808(IRobotClock clock) : FakeWordChip
{
    private double _first = clock.Now + 0.25;

    public double Celsius { get; set; } = 20;

    public ushort Manufacturer { get; set; } = 0x0054;

    public ushort Revision { get; set; } = 0x0400;

    /// <summary>True: its data line reads high.</summary>
    public bool ReadsOnes { get; set; }

    protected override void Wrote(byte register, ushort value)
    {
        if (register == 1) _first = clock.Now + 0.25;
    }

    protected override ushort Shows(byte register) => register switch
    {
        5 when ReadsOnes => 0xFFFF,
        5 => Ambient(),
        6 => Manufacturer,
        7 => Revision,
        _ => 0,
    };

    // Two's complement of 13 bits below three alert bits, of which the upper one is set here as in an alert.
    private ushort Ambient() => clock.Now < _first ? (ushort)0 : (ushort)((int)Math.Round(Celsius * 16) & 0x1FFF | 0x8000);
}
