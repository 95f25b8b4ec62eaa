using System.Buffers.Binary;
using CodeAct.Robotics.Hardware.Linux.Chips;

namespace CodeAct.Robotics.Hardware.Linux.I2C;

/// <summary>
/// ST VL53L0X: distance by the time of flight of a laser pulse, to about 2 m. One measurement a reading.
/// Source: ST, DS11555 (ids, address) and user manual UM2039 with the API STSW-IMG005 (initialisation, registers, range status).
/// </summary>
/// <param name="device">Where it is.</param>
/// <param name="budget">Seconds for one measurement, from <see cref="Vl53l0xTiming.Least"/>; four times as long halves the noise.</param>
internal sealed class Vl53l0x(I2cDevice device, double budget) : I2cChip(device)
{
    private const byte RangeStart = 0x00, Sequence = 0x01, InterruptConfig = 0x0A, InterruptClear = 0x0B, InterruptStatus = 0x13, RangeStatus = 0x14,
        RateLimit = 0x44, LimitControl = 0x60, FinalTimeout = 0x71, PowerForce = 0x80, InterruptPolarity = 0x84, ModeSelect = 0x88, PadSupply = 0x89,
        StopVariable = 0x91, SpadMap = 0xB0, SpadStart = 0xB6, ModelId = 0xC0, Page = 0xFF;

    private const byte ExpectedModel = 0xEE;

    // Target selection, pre-range and final range; the other steps are off, as ST has them by default.
    private const byte RangingSequence = 0xE8;
    private const double CalibrationTime = 0.5;

    private readonly Lock _measuring = new();
    private byte _stop;
    private bool _ready;

    /// <inheritdoc/>
    public override string Name => "VL53L0X";

    /// <summary>Seconds for one measurement.</summary>
    public double Budget { get; } = budget;

    /// <inheritdoc/>
    public override void Begin()
    {
        byte model = Device.ReadByte(ModelId);
        if (model != ExpectedModel) throw ChipException.Fault($"the chip at {Device.Place} has the model id 0x{model:x2}, a VL53L0X has 0xee: it may be a VL53L1X or VL6180X, which have other registers and no driver here.");
        PrepareData();
        SelectReferenceDetectors();
        WritePairs(Vl53l0xTuning.Defaults);
        // New sample ready, on a pin that is active low.
        Device.Write(InterruptConfig, 0x04);
        Device.Write(InterruptPolarity, (byte)(Device.ReadByte(InterruptPolarity) & ~0x10));
        Device.Write(InterruptClear, 0x01);
        Device.Write(Sequence, RangingSequence);
        Device.WriteWord(FinalTimeout, Vl53l0xTiming.FinalRangeTimeout(Budget));
        Calibrate(0x01, 0x40);
        Calibrate(0x02, 0x00);
        Device.Write(Sequence, RangingSequence);
        _ready = true;
    }

    /// <summary>Metres to the nearest thing ahead.</summary>
    public double Metres()
    {
        lock (_measuring)
        {
            // After a loss of power the sequence has its reset value again: begin anew rather than measure with the reset's tuning.
            if (!_ready || Device.ReadByte(Sequence) != RangingSequence)
            {
                _ready = false;
                Begin();
            }

            return Measure();
        }
    }

    private double Measure()
    {
        WritePairs([PowerForce, 1, Page, 1, 0x00, 0, StopVariable, _stop, 0x00, 1, Page, 0, PowerForce, 0, RangeStart, 1]);
        double most = Budget + 0.2;
        Device.WaitUntil(() => (Device.ReadByte(RangeStart) & 1) == 0, 0, most, $"the start of the VL53L0X at {Device.Place}");
        Device.WaitUntil(IsSampleReady, 0, most, $"the measurement of the VL53L0X at {Device.Place}");
        Span<byte> result = stackalloc byte[12];
        Device.ReadFrom(RangeStatus, result);
        Device.Write(InterruptClear, 0x01);
        int status = (result[0] & 0x78) >> 3;
        if (status != 11) throw Failed(status);
        return BinaryPrimitives.ReadUInt16BigEndian(result[10..]) / 1000.0;
    }

    // DataInit of the API.
    private void PrepareData()
    {
        // The pads at 2.8 V, as breakout boards supply them.
        Device.Write(PadSupply, (byte)(Device.ReadByte(PadSupply) | 0x01));
        WritePairs([ModeSelect, 0, PowerForce, 1, Page, 1, 0x00, 0]);
        _stop = Device.ReadByte(StopVariable);
        WritePairs([0x00, 1, Page, 0, PowerForce, 0]);
        // Two early limit checks off; the final signal at least 0.25 million counts a second, in 1/128.
        Device.Write(LimitControl, (byte)(Device.ReadByte(LimitControl) | 0x12));
        Device.WriteWord(RateLimit, 32);
        Device.Write(Sequence, 0xFF);
    }

    // StaticInit of the API: enables as many good reference detectors as ST counted at the factory.
    private void SelectReferenceDetectors()
    {
        (int count, bool behindAperture) = ReadDetectorInfo();
        Span<byte> map = stackalloc byte[7];
        map[0] = SpadMap;
        Device.ReadFrom(SpadMap, map[1..]);
        WritePairs([Page, 1, 0x4F, 0x00, 0x4E, 0x2C, Page, 0, SpadStart, 0xB4]);
        int first = behindAperture ? 12 : 0, enabled = 0;
        for (int i = 0; i < 48; i++)
        {
            int mask = 1 << (i % 8);
            ref byte part = ref map[1 + i / 8];
            if (i < first || enabled == count) part = (byte)(part & ~mask);
            else if ((part & mask) != 0) enabled++;
        }

        Device.Write(map);
    }

    private (int Count, bool BehindAperture) ReadDetectorInfo()
    {
        WritePairs([PowerForce, 1, Page, 1, 0x00, 0, Page, 6]);
        Device.Write(0x83, (byte)(Device.ReadByte(0x83) | 0x04));
        WritePairs([Page, 7, 0x81, 1, PowerForce, 1, 0x94, 0x6B, 0x83, 0]);
        Device.WaitUntil(() => Device.ReadByte(0x83) != 0, 0, CalibrationTime, $"the memory of the VL53L0X at {Device.Place}");
        Device.Write(0x83, 1);
        byte info = Device.ReadByte(0x92);
        WritePairs([0x81, 0, Page, 6]);
        Device.Write(0x83, (byte)(Device.ReadByte(0x83) & ~0x04));
        WritePairs([Page, 1, 0x00, 1, Page, 0, PowerForce, 0]);
        return (info & 0x7F, (info & 0x80) != 0);
    }

    // The two reference calibrations: the voltage of the detectors, then the phase.
    private void Calibrate(byte step, byte start)
    {
        Device.Write(Sequence, step);
        Device.Write(RangeStart, (byte)(0x01 | start));
        Device.WaitUntil(IsSampleReady, 0, CalibrationTime, $"the calibration of the VL53L0X at {Device.Place}");
        Device.Write(InterruptClear, 0x01);
        Device.Write(RangeStart, 0x00);
    }

    private bool IsSampleReady() => (Device.ReadByte(InterruptStatus) & 0x07) != 0;

    private void WritePairs(ReadOnlySpan<byte> pairs)
    {
        for (int i = 0; i < pairs.Length; i += 2) Device.Write(pairs[i], pairs[i + 1]);
    }

    private ChipException Failed(int status) => status switch
    {
        1 or 2 or 3 => ChipException.Fault($"the laser of the VL53L0X at {Device.Place} fails its test; replace it."),
        4 => ChipException.NoReading("nothing reflects: no target within 2 m, or a very dark one."),
        6 or 9 => ChipException.NoReading("the echo does not fit: nothing within 2 m, or strong light."),
        8 or 10 => ChipException.NoReading("the target is too near to measure."),
        _ => ChipException.NoReading($"the VL53L0X at {Device.Place} gives no distance (its status is {status})."),
    };
}
