using System.Buffers.Binary;
using System.Device.I2c;

namespace CodeAct.Robotics.Hardware.Iot.Tests;

/// <summary>What the tests' chips have in common.</summary>
internal abstract class FakeChip : I2cDevice
{
    /// <summary>So many transfers fail, as with a plug that shakes.</summary>
    public int Failing { get; set; }

    public bool IsDisposed { get; private set; }

    public override I2cConnectionSettings ConnectionSettings { get; } = new(1, 0x40);

    /// <summary>What is there to measure, in the unit of its tests.</summary>
    public double Present { get; set; }

    public sealed override void Read(Span<byte> buffer)
    {
        Fail();
        OnRead(buffer);
    }

    public sealed override void Write(ReadOnlySpan<byte> buffer)
    {
        Fail();
        OnWrite(buffer);
    }

    public sealed override void WriteRead(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer)
    {
        Fail();
        OnWrite(writeBuffer);
        OnRead(readBuffer);
    }

    protected abstract void OnWrite(ReadOnlySpan<byte> data);

    protected virtual void OnRead(Span<byte> data) => data.Clear();

    protected override void Dispose(bool disposing) => IsDisposed = true;

    private void Fail()
    {
        if (Failing > 0)
        {
            Failing--;
            throw new IOException("Error 121. Remote I/O error performing I2C data transfer.");
        }
    }
}

/// <summary>Nobody at that address.</summary>
internal sealed class AbsentChip(int address) : FakeChip
{
    public override I2cConnectionSettings ConnectionSettings { get; } = new(1, address);

    protected override void OnWrite(ReadOnlySpan<byte> data) => throw new IOException("Error 121. Remote I/O error performing I2C data transfer.");

    protected override void OnRead(Span<byte> data) => throw new IOException("Error 121. Remote I/O error performing I2C data transfer.");
}

/// <summary>A chip of bytes with addresses that count up, as most are.</summary>
internal class RegisterChip : FakeChip
{
    private byte _pointer;

    public byte[] Registers { get; } = new byte[256];

    protected override void OnWrite(ReadOnlySpan<byte> data)
    {
        if (data.Length == 0) return;
        _pointer = data[0];
        foreach (byte value in data[1..]) Put(_pointer++, value);
        if (data.Length == 1) Prepare(_pointer);
    }

    protected override void OnRead(Span<byte> data)
    {
        foreach (ref byte value in data) value = Registers[_pointer++];
    }

    /// <summary>A byte was written.</summary>
    protected virtual void Put(byte register, byte value) => Registers[register] = value;

    /// <summary>What follows will be read.</summary>
    protected virtual void Prepare(byte register)
    {
    }
}

/// <summary>An SHT3x that measures what is present, as humidity, and twenty degrees less than that.</summary>
internal sealed class FakeSht3x : FakeChip
{
    public bool IsNoisy { get; set; }

    protected override void OnWrite(ReadOnlySpan<byte> data)
    {
    }

    protected override void OnRead(Span<byte> data)
    {
        BinaryPrimitives.WriteUInt16BigEndian(data, (ushort)Math.Round((Present - 20 + 45) * 65535 / 175));
        BinaryPrimitives.WriteUInt16BigEndian(data[3..], (ushort)Math.Round(Present * 65535 / 100));
        data[2] = Sum(data[..2]);
        data[5] = (byte)(Sum(data[3..5]) ^ (IsNoisy ? 1 : 0));
    }

    // The example of the datasheet: BE EF gives 92.
    internal static byte Sum(ReadOnlySpan<byte> word)
    {
        int sum = 0xff;
        foreach (byte part in word)
        {
            sum ^= part;
            for (int bit = 0; bit < 8; bit++) sum = (sum << 1) ^ ((sum & 0x80) != 0 ? 0x131 : 0);
        }
        return (byte)sum;
    }
}

/// <summary>An ADS1115 whose input 2 has a twentieth of what is present in volts, as its own gain has it.</summary>
internal sealed class FakeAds1115 : FakeChip
{
    private static readonly double[] FullScale = [6.144, 4.096, 2.048, 1.024, 0.512, 0.256, 0.256, 0.256];
    private int _register, _config;

    protected override void OnWrite(ReadOnlySpan<byte> data)
    {
        _register = data[0];
        if (_register == 1 && data.Length == 3) _config = BinaryPrimitives.ReadUInt16BigEndian(data[1..]);
    }

    protected override void OnRead(Span<byte> data)
    {
        double volts = (_config >> 12 & 7) == 6 ? Present / 20 : 0;
        int value = _register == 1 ? _config | 0x8000 : (int)Math.Clamp(Math.Round(volts / FullScale[_config >> 9 & 7] * 32768), short.MinValue, short.MaxValue);
        BinaryPrimitives.WriteInt16BigEndian(data, (short)value);
    }
}

/// <summary>An INA219 that measures a quarter of what is present in volts, and a load's amperes over 0.1 ohm.</summary>
internal sealed class FakeIna219 : FakeChip
{
    private readonly ushort[] _registers = [0x399f, 0, 0, 0, 0, 0];
    private int _register;

    public double Amperes { get; set; }

    protected override void OnWrite(ReadOnlySpan<byte> data)
    {
        _register = data[0];
        if (data.Length == 3) _registers[_register] = (data[1] & 0x80) != 0 && _register == 0 ? (ushort)0x399f : BinaryPrimitives.ReadUInt16BigEndian(data[1..]);
    }

    protected override void OnRead(Span<byte> data)
    {
        double shunt = Amperes * 0.1 / 10e-6;
        BinaryPrimitives.WriteUInt16BigEndian(data, _register switch
        {
            2 => (ushort)((int)Math.Round(Present / 4 / 0.004) << 3),
            4 => (ushort)(short)Math.Round(shunt * _registers[5] / 4096),
            var other => _registers[other],
        });
    }
}

/// <summary>A BH1750 in the light that is present.</summary>
internal sealed class FakeBh1750 : FakeChip
{
    private bool _measured;

    protected override void OnWrite(ReadOnlySpan<byte> data)
    {
    }

    protected override void OnRead(Span<byte> data)
    {
        // The first is what was there before it was on: nothing.
        BinaryPrimitives.WriteUInt16BigEndian(data, _measured ? (ushort)Math.Round(Present * 1.2) : (ushort)0);
        _measured = true;
    }
}

/// <summary>A PCA9685 as its datasheet has it: four bytes an output.</summary>
internal sealed class FakePca9685 : RegisterChip
{
    public FakePca9685()
    {
        // What another program left: a pulse that begins in the middle.
        for (int i = 0; i < 16; i++) (Registers[6 + 4 * i], Registers[8 + 4 * i]) = (10, 20);
        Registers[0xfe] = 0x1e;
    }

    public double Hertz => 25e6 / 4096 / (Registers[0xfe] + 1);

    public double Duty(int output)
    {
        ReadOnlySpan<byte> four = Registers.AsSpan(6 + 4 * output, 4);
        int on = BinaryPrimitives.ReadUInt16LittleEndian(four), off = BinaryPrimitives.ReadUInt16LittleEndian(four[2..]);
        if ((off & 0x1000) != 0) return 0;
        return (on & 0x1000) != 0 ? 1 : (off - on) / 4096.0;
    }
}

/// <summary>A BME280 with the calibration of the datasheet's example, at the temperature that is present.</summary>
internal sealed class FakeBme280 : RegisterChip
{
    private static readonly short[] T = [27504, 26435, -1000], P = [-29059, -10685, 3024, 2855, 140, -7, 15500, -14600, 6000];

    public FakeBme280()
    {
        Registers[0xd0] = 0x60;
        for (int i = 0; i < 3; i++) BinaryPrimitives.WriteInt16LittleEndian(Registers.AsSpan(0x88 + 2 * i), T[i]);
        for (int i = 0; i < 9; i++) BinaryPrimitives.WriteInt16LittleEndian(Registers.AsSpan(0x8e + 2 * i), P[i]);
    }

    protected override void Prepare(byte register)
    {
        if (register != 0xfa) return;
        int low = 0, high = 1 << 20;
        while (high - low > 1)
        {
            int middle = (low + high) / 2;
            if (Celsius(middle) < Present) low = middle;
            else high = middle;
        }
        (Registers[0xfa], Registers[0xfb], Registers[0xfc]) = ((byte)(high >> 12), (byte)(high >> 4), (byte)(high << 4));
    }

    // BST-BME280-DS002, section 4.2.3, in floating point as in its appendix 8.1.
    private static double Celsius(int raw)
    {
        double first = (raw / 16384.0 - T[0] / 1024.0) * T[1], second = raw / 131072.0 - T[0] / 8192.0;
        return (first + second * second * T[2]) / 5120;
    }
}
