using CodeAct.Robotics.Hardware.Linux.Kernel;

namespace CodeAct.Robotics.Hardware.Linux.Tests.I2C;

/// <summary>A kernel with I2C and SPI adapters and nothing else: what a driver sends arrives at a model of its chip.</summary>
internal sealed class ChipKernel : IKernel
{
    private readonly Dictionary<(string Path, int Address), FakeChip> _chips = [];
    private readonly Dictionary<string, FakeSpiChip> _spi = [];
    private readonly Dictionary<int, string> _open = [];
    private int _next = 3;
    private int _inside;

    /// <summary>The errno of opening a path.</summary>
    public Dictionary<string, int> OpenErrors { get; } = [];

    /// <summary>Files of sysfs.</summary>
    public Dictionary<string, string> Files { get; } = [];

    /// <summary>Paths of what is open now.</summary>
    public IReadOnlyCollection<string> OpenPaths
    {
        get
        {
            lock (_open) return [.. _open.Values];
        }
    }

    /// <summary>Transfers that began while another one was under way.</summary>
    public int Overlaps { get; private set; }

    /// <summary>Transfers since the beginning, also those not acknowledged.</summary>
    public int Transfers { get; private set; }

    /// <summary>Address and first byte (0 of a read) of each transfer, in their order.</summary>
    public List<(int Address, byte First)> Trace { get; } = [];

    /// <summary>Mode and bits of each SPI device.</summary>
    public Dictionary<string, (uint Request, byte Value)[]> SpiSettings { get; } = [];

    public ChipKernel With(int bus, int address, FakeChip chip)
    {
        _chips[($"/dev/i2c-{bus}", address)] = chip;
        return this;
    }

    public ChipKernel With(string spi, FakeSpiChip chip)
    {
        _spi[spi] = chip;
        return this;
    }

    public int Open(string path, bool write)
    {
        if (OpenErrors.TryGetValue(path, out int errno)) throw new KernelException(errno, $"open {path}");
        if (!Exists(path)) throw new KernelException(Errno.Enoent, $"open {path}");
        lock (_open)
        {
            _open[_next] = path;
            return _next++;
        }
    }

    public void Close(int descriptor)
    {
        lock (_open)
            if (!_open.Remove(descriptor)) throw new KernelException(Errno.Ebadf, $"close {descriptor}");
    }

    public void TransferI2c(int descriptor, int address, ReadOnlySpan<byte> write, Span<byte> read)
    {
        if (Interlocked.Increment(ref _inside) != 1) Overlaps++;
        try
        {
            Transfers++;
            Trace.Add((address, write.Length > 0 ? write[0] : (byte)0));
            // Long enough that two threads without a lock would meet here.
            Thread.SpinWait(50);
            if (!_chips.TryGetValue((PathOf(descriptor), address), out FakeChip? chip)) throw new KernelException(Errno.Eremoteio, "nothing there");
            chip.Transfer(write, read);
        }
        finally
        {
            Interlocked.Decrement(ref _inside);
        }
    }

    public void TransferSpi(int descriptor, ReadOnlySpan<byte> write, Span<byte> read, uint hertz) => _spi[PathOf(descriptor)].Transfer(write, read, hertz);

    public int Control(int descriptor, uint request, Span<byte> argument)
    {
        string path = PathOf(descriptor);
        SpiSettings[path] = [.. SpiSettings.GetValueOrDefault(path, []), (request, argument[0])];
        return 0;
    }

    public bool Exists(string path) => Files.ContainsKey(path) || _spi.ContainsKey(path) || _chips.Keys.Any(k => k.Path == path);

    public IReadOnlyList<string> List(string folder) => folder != "/dev"
        ? []
        : [.. _chips.Keys.Select(k => k.Path).Concat(_spi.Keys).Select(p => p["/dev/".Length..]).Distinct().Order(StringComparer.Ordinal)];

    public int Read(int descriptor, Span<byte> buffer) => throw new NotSupportedException();

    public int Write(int descriptor, ReadOnlySpan<byte> bytes) => throw new NotSupportedException();

    public bool WaitReadable(int descriptor, int milliseconds) => throw new NotSupportedException();

    public string ReadText(string path) => Files.TryGetValue(path, out string? text) ? text : throw new KernelException(Errno.Enoent, $"open {path}");

    public void WriteText(string path, string text) => throw new NotSupportedException();

    private string PathOf(int descriptor)
    {
        lock (_open) return _open.TryGetValue(descriptor, out string? path) ? path : throw new KernelException(Errno.Ebadf, $"{descriptor} is not open");
    }
}
