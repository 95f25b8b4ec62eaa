using System.Buffers.Binary;
using System.Text;
using CodeAct.Robotics.Hardware.Linux.Kernel;

namespace CodeAct.Robotics.Hardware.Linux.Tests;

/// <summary>
/// A GPIO chip behind its character device, version 2. Written from Documentation/userspace-api/gpio and drivers/gpio/gpiolib-cdev.c's behaviour, with
/// layouts of its own, so that a wrong offset in the drivers shows.
/// </summary>
public sealed class FakeGpioChip
{
    private readonly FakeKernel _kernel;
    private readonly string _name;
    private readonly string _label;

    public FakeGpioChip(FakeKernel kernel, string name, string label, int lines)
    {
        _kernel = kernel;
        _name = name;
        _label = label;
        Lines = [.. Enumerable.Range(0, lines).Select(i => new FakeLine(kernel.Time, i))];
        kernel.AddDevice(Path, () => Denied ? throw FakeKernel.Error(Errno.Eacces, $"open {Path}") : new ChipHandle(this));
    }

    public string Path => $"/dev/{_name}";

    public IReadOnlyList<FakeLine> Lines { get; }

    /// <summary>The file's permissions leave the user out.</summary>
    public bool Denied { get; set; }

    /// <summary>Unplugged: every call on it and its lines fails.</summary>
    public bool Gone { get; set; }

    /// <summary>A kernel before 5.10, which has version 1 only.</summary>
    public bool IsOld { get; set; }

    /// <summary>The pins can't do a bias.</summary>
    public bool HasNoBias { get; set; }

    /// <summary>Requests that were granted.</summary>
    public int Requests { get; private set; }

    private void ThrowIfGone()
    {
        if (Gone) throw FakeKernel.Error(Errno.Enodev, "ioctl");
    }

    private int GetChipInfo(Span<byte> info)
    {
        info.Clear();
        Encoding.UTF8.GetBytes(_name, info);
        Encoding.UTF8.GetBytes(_label, info[32..]);
        BinaryPrimitives.WriteInt32LittleEndian(info[64..], Lines.Count);
        return 0;
    }

    private int GetLineInfo(Span<byte> info)
    {
        int offset = BinaryPrimitives.ReadInt32LittleEndian(info[64..]);
        if (offset < 0 || offset >= Lines.Count || info[240..].ContainsAnyExcept((byte)0)) throw FakeKernel.Error(Errno.Einval, "GPIO_V2_GET_LINEINFO");
        FakeLine line = Lines[offset];
        info.Clear();
        Encoding.UTF8.GetBytes(line.Name, info);
        Encoding.UTF8.GetBytes(line.Consumer, info[32..]);
        BinaryPrimitives.WriteInt32LittleEndian(info[64..], offset);
        BinaryPrimitives.WriteUInt64LittleEndian(info[72..], line.Flags | (line.Consumer.Length > 0 ? 1UL : 0));
        return 0;
    }

    private int GetLine(Span<byte> request)
    {
        int count = BinaryPrimitives.ReadInt32LittleEndian(request[560..]);
        if (count != 1) throw FakeKernel.Error(Errno.Einval, "GPIO_V2_GET_LINE: this fake gives one line a request");
        int offset = BinaryPrimitives.ReadInt32LittleEndian(request);
        ulong flags = BinaryPrimitives.ReadUInt64LittleEndian(request[288..]);
        int attributes = BinaryPrimitives.ReadInt32LittleEndian(request[296..]);
        bool padded = request[300..320].ContainsAnyExcept((byte)0) || request[568..588].ContainsAnyExcept((byte)0);
        if (offset < 0 || offset >= Lines.Count || attributes is < 0 or > 10 || padded) throw FakeKernel.Error(Errno.Einval, "GPIO_V2_GET_LINE");
        FakeLine line = Lines[offset];
        if (line.Consumer.Length > 0) throw FakeKernel.Error(Errno.Ebusy, "GPIO_V2_GET_LINE");

        (bool? value, long debounce) = Attributes(request.Slice(320, 24 * attributes));
        FakeLine.Validate(flags, debounce, HasNoBias);
        int end = request.Slice(256, 32).IndexOf((byte)0);
        string consumer = Encoding.UTF8.GetString(request.Slice(256, end));
        line.Take(consumer.Length > 0 ? consumer : "?", flags, value, debounce, Math.Max(16, BinaryPrimitives.ReadInt32LittleEndian(request[564..])));
        BinaryPrimitives.WriteInt32LittleEndian(request[588..], _kernel.Install(new LineHandle(this, line)));
        Requests++;
        return 0;
    }

    /// <summary>An earlier owner's request of a line that somebody still holds, and a duplicate of it; as an output, active or not.</summary>
    public int Hold(int offset, bool active)
    {
        Lines[offset].Take("codeact", 8, active, 0, 16);
        _kernel.Install(new LineHandle(this, Lines[offset]));
        return _kernel.Install(new LineHandle(this, Lines[offset]));
    }

    private int SetConfig(FakeLine line, Span<byte> config)
    {
        ulong flags = BinaryPrimitives.ReadUInt64LittleEndian(config);
        int attributes = BinaryPrimitives.ReadInt32LittleEndian(config[8..]);
        if (config.Length != 272 || attributes is < 0 or > 10 || config[12..32].ContainsAnyExcept((byte)0)) throw FakeKernel.Error(Errno.Einval, "GPIO_V2_LINE_SET_CONFIG");
        (bool? value, long debounce) = Attributes(config.Slice(32, 24 * attributes));
        FakeLine.Validate(flags, debounce, HasNoBias);
        line.Configure(flags, value, debounce);
        return 0;
    }

    private static (bool? Value, long Debounce) Attributes(Span<byte> all)
    {
        bool? value = null;
        long debounce = 0;
        for (; all.Length > 0; all = all[24..])
        {
            bool ours = (BinaryPrimitives.ReadUInt64LittleEndian(all[16..]) & 1) != 0;
            uint id = BinaryPrimitives.ReadUInt32LittleEndian(all);
            if (BinaryPrimitives.ReadUInt32LittleEndian(all[4..]) != 0 || id is < 1 or > 3) throw FakeKernel.Error(Errno.Einval, "GPIO line attribute");
            if (ours && id == 2) value = (all[8] & 1) != 0;
            if (ours && id == 3) debounce = BinaryPrimitives.ReadUInt32LittleEndian(all[8..]) * 1000L;
        }

        return (value, debounce);
    }

    private sealed class ChipHandle(FakeGpioChip chip) : FakeHandle
    {
        public override int Control(uint request, Span<byte> argument)
        {
            chip.ThrowIfGone();
            return request switch
            {
                0x8044_B401 => chip.GetChipInfo(argument),
                0xC100_B405 => chip.GetLineInfo(argument),
                0xC250_B407 when !chip.IsOld => chip.GetLine(argument),
                _ => base.Control(request, argument),
            };
        }
    }

    private sealed class LineHandle : FakeHandle
    {
        private readonly FakeGpioChip _chip;
        private readonly FakeLine _line;

        public LineHandle(FakeGpioChip chip, FakeLine line)
        {
            (_chip, _line) = (chip, line);
            line.Hold();
        }

        // A poll on a chip that is gone returns with a hang-up.
        public override bool IsReadable => _chip.Gone || _line.HasEvents;

        public override int Read(Span<byte> buffer)
        {
            _chip.ThrowIfGone();
            return _line.ReadEvents(buffer);
        }

        public override int Control(uint request, Span<byte> argument)
        {
            _chip.ThrowIfGone();
            if (request == 0xC110_B40D) return _chip.SetConfig(_line, argument);
            ulong mask = BinaryPrimitives.ReadUInt64LittleEndian(argument[8..]);
            if (request is not (0xC010_B40E or 0xC010_B40F)) return base.Control(request, argument);
            if (mask != 1) throw FakeKernel.Error(Errno.Einval, "line values");
            if (request == 0xC010_B40F) _line.Set((argument[0] & 1) != 0);
            else BinaryPrimitives.WriteUInt64LittleEndian(argument, _line.Get() ? 1UL : 0);
            return 0;
        }

        public override void Close() => _line.Release();
    }
}
