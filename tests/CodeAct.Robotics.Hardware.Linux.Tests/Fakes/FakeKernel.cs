using System.Text;
using CodeAct.Robotics.Hardware.Linux.Kernel;

namespace CodeAct.Robotics.Hardware.Linux.Tests;

/// <summary>
/// A kernel in memory: a tree of small files, and device files with a driver behind each. It refuses what the real one refuses, with its errno.
/// Made of parts: <see cref="FakeGpioChip"/>, <see cref="FakePwmChip"/> and others add themselves. Any thread may call.
/// </summary>
public sealed class FakeKernel(VirtualTime time) : IKernel
{
    private readonly SortedDictionary<string, FakeFile> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Func<FakeHandle>> _devices = [];
    private readonly Dictionary<int, FakeHandle> _open = [];
    private readonly Lock _lock = new();
    private int _next = 100;

    public VirtualTime Time { get; } = time;

    /// <summary>Descriptors that are open now: a test that ends with some has leaked them.</summary>
    public int OpenDescriptors => _open.Count;

    public static KernelException Error(int errno, string tried) => new(errno, $"{tried}: error {errno}");

    /// <summary>Adds or replaces a file.</summary>
    public FakeFile Add(string path, FakeFile file)
    {
        lock (_lock) return _files[path] = file;
    }

    public FakeFile Add(string path, string text) => Add(path, new FakeFile(text));

    /// <summary>Adds a device file.</summary>
    /// <param name="path">Such as <c>/dev/i2c-1</c>.</param>
    /// <param name="open">What each opening gets; may throw, as with EACCES.</param>
    public void AddDevice(string path, Func<FakeHandle> open)
    {
        lock (_lock) _devices[path] = open;
    }

    /// <summary>Takes a file, a folder or a device away, as an unplugged device does.</summary>
    public void Remove(string path)
    {
        lock (_lock)
        {
            _devices.Remove(path);
            foreach (string file in _files.Keys.Where(k => k == path || k.StartsWith(path + "/", StringComparison.Ordinal)).ToArray()) _files.Remove(file);
        }
    }

    public FakeFile File(string path)
    {
        lock (_lock) return _files.GetValueOrDefault(path) ?? throw Error(Errno.Enoent, $"open {path}");
    }

    /// <summary>Gives a handle a descriptor, as a GPIO chip does with a line's request.</summary>
    public int Install(FakeHandle handle)
    {
        lock (_lock)
        {
            _open.Add(_next, handle);
            return _next++;
        }
    }

    public int Open(string path, bool write)
    {
        lock (_lock)
        {
            if (_devices.TryGetValue(path, out Func<FakeHandle>? open)) return Install(open());
            FakeFile file = File(path);
            if (write ? !file.Writable : !file.Readable) throw Error(Errno.Eacces, $"open {path}");
            return Install(new FileHandle(path, file));
        }
    }

    public void Close(int descriptor)
    {
        lock (_lock)
        {
            Handle(descriptor).Close();
            _open.Remove(descriptor);
        }
    }

    public int Read(int descriptor, Span<byte> buffer)
    {
        lock (_lock) return Handle(descriptor).Read(buffer);
    }

    public int Write(int descriptor, ReadOnlySpan<byte> bytes)
    {
        lock (_lock) return Handle(descriptor).Write(bytes);
    }

    public int Control(int descriptor, uint request, Span<byte> argument)
    {
        // The number itself says how long the structure is.
        int size = (int)(request >> 16 & 0x3FFF);
        if (argument.Length < size) throw Error(14, "ioctl");
        lock (_lock) return Handle(descriptor).Control(request, argument);
    }

    public bool WaitReadable(int descriptor, int milliseconds)
    {
        FakeHandle handle;
        lock (_lock) handle = Handle(descriptor);
        if (handle.IsReadable || milliseconds == 0) return handle.IsReadable;
        return Time.AdvanceTo(Time.Nanoseconds + milliseconds * VirtualTime.Millisecond, () => handle.IsReadable);
    }

    public void TransferI2c(int descriptor, int address, ReadOnlySpan<byte> write, Span<byte> read)
    {
        lock (_lock) Handle(descriptor).TransferI2c(address, write, read);
    }

    public void TransferSpi(int descriptor, ReadOnlySpan<byte> write, Span<byte> read, uint hertz)
    {
        lock (_lock) Handle(descriptor).TransferSpi(write, read, hertz);
    }

    public string ReadText(string path)
    {
        lock (_lock) return File(path).Read(path).TrimEnd('\0', '\n', ' ', '\t', '\r');
    }

    public void WriteText(string path, string text)
    {
        lock (_lock) File(path).Write(path, text);
    }

    public bool Exists(string path)
    {
        lock (_lock) return _files.ContainsKey(path) || _devices.ContainsKey(path) || Below(path).Any();
    }

    public IReadOnlyList<string> List(string folder)
    {
        lock (_lock) return [.. Below(folder).Select(p => p[(folder.Length + 1)..].Split('/')[0]).Distinct().Order(StringComparer.Ordinal)];
    }

    private IEnumerable<string> Below(string folder) =>
        _files.Keys.Concat(_devices.Keys).Where(p => p.StartsWith(folder + "/", StringComparison.Ordinal));

    private FakeHandle Handle(int descriptor) => _open.GetValueOrDefault(descriptor) ?? throw Error(Errno.Ebadf, $"descriptor {descriptor}");

    private sealed class FileHandle(string path, FakeFile file) : FakeHandle
    {
        public override int Read(Span<byte> buffer) => Encoding.UTF8.GetBytes(file.Read(path), buffer);

        public override int Write(ReadOnlySpan<byte> bytes)
        {
            file.Write(path, Encoding.UTF8.GetString(bytes));
            return bytes.Length;
        }
    }
}
