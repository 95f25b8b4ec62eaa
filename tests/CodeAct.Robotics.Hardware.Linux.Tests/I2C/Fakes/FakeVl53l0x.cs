using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Tests.I2C;

/// <summary>
/// A VL53L0X with pages of registers: it measures only after ST's whole preparation (detectors, tuning, both calibrations, the stop variable), as the API does it.
/// </summary>
internal sealed class FakeVl53l0x : FakeChip
{
    private const byte Stop = 0x3C;

    private readonly IRobotClock _clock;
    private readonly Dictionary<(byte Page, byte Register), byte> _registers = [];
    private readonly HashSet<byte> _calibrated = [];
    private byte _page, _pointer;
    private double _started = double.PositiveInfinity, _done = double.PositiveInfinity;
    private bool _memoryAsked;

    public FakeVl53l0x(IRobotClock clock)
    {
        _clock = clock;
        PowerUp();
    }

    /// <summary>What is ahead.</summary>
    public double Metres { get; set; } = 1;

    /// <summary>The range status instead of the one that follows from what is ahead.</summary>
    public int? Status { get; set; }

    public byte Model { get; set; } = 0xEE;

    public bool Hangs { get; set; }

    /// <summary>Seconds that the last measurement took.</summary>
    public double LastDuration { get; private set; }

    /// <summary>How many reference detectors are enabled, and whether all of them are behind the aperture.</summary>
    public (int Count, bool AllBehindAperture) Detectors
    {
        get
        {
            int count = 0;
            bool all = true;
            for (int i = 0; i < 48; i++)
            {
                if ((Get(0, (byte)(0xB0 + i / 8)) & 1 << (i % 8)) == 0) continue;
                count++;
                all &= i >= 12;
            }

            return (count, all);
        }
    }

    /// <summary>All that was written is gone.</summary>
    public void PowerUp()
    {
        _registers.Clear();
        _calibrated.Clear();
        _page = 0;
        _started = _done = double.PositiveInfinity;
        Set(0, 0x01, 0xFF);
        Set(1, 0x91, Stop);
        for (byte i = 0; i < 6; i++) Set(0, (byte)(0xB0 + i), 0xFE);
    }

    protected override bool Take(ReadOnlySpan<byte> bytes)
    {
        _pointer = bytes[0];
        foreach (byte value in bytes[1..]) Wrote(_pointer++, value);
        return true;
    }

    protected override bool Give(Span<byte> bytes)
    {
        for (int i = 0; i < bytes.Length; i++) bytes[i] = Shows(_pointer++);
        return true;
    }

    private bool IsPrepared => _calibrated.SetEquals([1, 2]) && Get(0, 0x01) == 0xE8 && Get(1, 0x91) == Stop && Get(0, 0x89) % 2 == 1
        && Get(1, 0x4E) == 0x2C && Get(1, 0x8E) == 0x01 && Get(0, 0x54) == 0x00 && Get(0, 0x66) == 0xA0 && Get(0, 0xB6) == 0xB4;

    private void Wrote(byte register, byte value)
    {
        if (register == 0xFF)
        {
            _page = value;
            return;
        }

        // The stop variable counts only as it was before the last start.
        if (register == 0x91 && _page == 1 && value != Stop) Set(1, 0x91, 0);
        else Set(_page, register, value);
        switch (_page, register)
        {
            case (7, 0x83):
                _memoryAsked = value == 0;
                break;
            case (0, 0x0B):
                _done = double.PositiveInfinity;
                break;
            case (0, 0x00):
                Start(value);
                break;
        }
    }

    private void Start(byte value)
    {
        if ((value & 1) == 0) return;
        byte sequence = Get(0, 0x01);
        bool calibrates = sequence is 1 or 2;
        if (calibrates) _calibrated.Add(sequence);
        double time = calibrates ? 0.002 : Duration();
        LastDuration = time;
        _started = _clock.Now + 0.001;
        _done = Hangs ? double.PositiveInfinity : _clock.Now + time;
    }

    private byte Shows(byte register)
    {
        switch (_page, register)
        {
            case (0, 0xC0): return Model;
            case (0, 0x00): return (byte)(Get(0, 0x00) & (_clock.Now >= _started ? ~1 : ~0));
            case (0, 0x13): return (byte)(_clock.Now >= _done ? 4 : 0);
            case (0, >= 0x14 and <= 0x1F): return Result(register - 0x14);
            case (7, 0x83): return (byte)(_memoryAsked ? 1 : Get(7, 0x83));
            // Five detectors, behind the aperture.
            case (7, 0x92): return 0x85;
            default: return Get(_page, register);
        }
    }

    private byte Result(int at)
    {
        int status = Status ?? (Metres > 2 ? 4 : 11);
        // Without its preparation it measures, and wrongly.
        int millimetres = status != 11 ? 8190 : IsPrepared ? (int)Math.Round(Metres * 1000) : (int)Math.Round(Metres * 1000) / 2 + 7;
        return at switch { 0 => (byte)(status << 3 | 1), 10 => (byte)(millimetres >> 8), 11 => (byte)millimetres, _ => 0 };
    }

    // The steps of the sequence 0xE8: selection twice, pre-range, final range, each with what the API counts for its overhead.
    private double Duration()
    {
        const double Macro = 2304 * 1.655e-9;
        double pre = 2 * (Get(0, 0x50) + 1) * Macro, final = 2 * (Get(0, 0x70) + 1) * Macro;
        int selection = Get(0, 0x46) + 1, preRange = Count(0x51), toFinal = Count(0x71);
        return (1320 + 960 + 2 * 690 + 660 + 550) * 1e-6 + 2 * selection * pre + preRange * pre + (toFinal - preRange) * final;
    }

    private int Count(byte register) => (Get(0, (byte)(register + 1)) << Get(0, register)) + 1;

    private byte Get(byte page, byte register) => _registers.GetValueOrDefault((page, register));

    private void Set(byte page, byte register, byte value) => _registers[(page, register)] = value;
}
