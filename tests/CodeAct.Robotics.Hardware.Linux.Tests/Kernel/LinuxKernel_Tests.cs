using System.Diagnostics;
using CodeAct.Robotics.Hardware.Linux.Kernel;
using CodeAct.Robotics.Hardware.Linux.Timing;

namespace CodeAct.Robotics.Hardware.Linux.Tests;

/// <summary>The kernel of the machine that the tests run on, with what every Linux has.</summary>
public sealed class LinuxKernel_Tests
{
    private readonly LinuxKernel _kernel = new();

    [Fact]
    public void Open_OfADevice_ReadsAndWritesIt()
    {
        int zero = _kernel.Open("/dev/zero", write: true);
        byte[] bytes = [1, 2, 3];

        Assert.Equal(3, _kernel.Read(zero, bytes));
        Assert.Equal([0, 0, 0], bytes);
        Assert.Equal(3, _kernel.Write(zero, bytes));
        _kernel.Close(zero);
    }

    [Fact]
    public void Open_OfWhatIsNotThere_IsEnoentWithThePath()
    {
        var error = Assert.Throws<KernelException>(() => _kernel.Open("/dev/no-such-device", write: false));

        Assert.Equal(Errno.Enoent, error.Errno);
        Assert.Contains("/dev/no-such-device", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_ClosesOnExec()
    {
        int descriptor = _kernel.Open("/dev/null", write: false);

        string flags = File.ReadLines($"/proc/self/fdinfo/{descriptor}").Single(l => l.StartsWith("flags:", StringComparison.Ordinal));
        _kernel.Close(descriptor);

        Assert.NotEqual(0, Convert.ToInt64(flags["flags:".Length..].Trim(), 8) & Native.CloseOnExec);
    }

    [Fact]
    public void Control_OfAFileThatKnowsNoIoctl_IsEnotty()
    {
        int descriptor = _kernel.Open("/dev/null", write: true);

        int errno = Assert.Throws<KernelException>(() => _kernel.Control(descriptor, 0x8044_B401, new byte[68])).Errno;
        Assert.Equal(Errno.Enotty, Assert.Throws<KernelException>(() => _kernel.TransferI2c(descriptor, 0x76, [0xD0], new byte[1])).Errno);
        Assert.Equal(Errno.Enotty, Assert.Throws<KernelException>(() => _kernel.TransferSpi(descriptor, [1, 2], new byte[2], 1_000_000)).Errno);
        _kernel.Close(descriptor);

        Assert.Equal(Errno.Enotty, errno);
    }

    [Fact]
    public void Control_ThatReadsIntoItsArgument_FillsIt()
    {
        using var pipe = new Pipe();
        pipe.Write([1, 2, 3, 4, 5]);
        byte[] count = new byte[4];

        // FIONREAD: the bytes that wait.
        _kernel.Control(pipe.Reader, 0x541B, count);

        Assert.Equal([5, 0, 0, 0], count);
    }

    [Fact]
    public void WaitReadable_OfAPipe_IsTrueOnceThereIsSomething()
    {
        using var pipe = new Pipe();

        Assert.False(_kernel.WaitReadable(pipe.Reader, 0));
        Assert.False(_kernel.WaitReadable(pipe.Reader, 20));
        pipe.Write([7]);
        Assert.True(_kernel.WaitReadable(pipe.Reader, 10_000));
        Assert.True(_kernel.WaitReadable(pipe.Reader, 0));
    }

    [Fact]
    public void WaitReadable_OfAClosedDescriptor_IsEbadf() =>
        Assert.Equal(Errno.Ebadf, Assert.Throws<KernelException>(() => _kernel.WaitReadable(9999, 0)).Errno);

    [Fact]
    public void ReadText_OfProc_IsItsTextWithoutTheEnd()
    {
        string text = _kernel.ReadText("/proc/sys/kernel/ostype");

        Assert.Equal("Linux", text);
    }

    [Fact]
    public void ReadText_OfMoreThanAPage_IsWhole()
    {
        string path = Path.GetTempFileName();
        string text = string.Concat(Enumerable.Range(0, 3000).Select(i => $"{i},"));
        File.WriteAllText(path, text + "\n\0");

        Assert.Equal(text, _kernel.ReadText(path));
        File.Delete(path);
    }

    [Fact]
    public void WriteText_OverwritesInOneCall()
    {
        string path = Path.GetTempFileName();

        _kernel.WriteText(path, "1500000");

        Assert.Equal("1500000", _kernel.ReadText(path));
        File.Delete(path);
    }

    [Fact]
    public void WriteText_ToAFullDevice_NamesPathAndText()
    {
        var error = Assert.Throws<KernelException>(() => _kernel.WriteText("/dev/full", "1"));

        Assert.Equal(28, error.Errno);
        Assert.Contains("write '1' to /dev/full", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void List_IsOrderedAndEmptyWhereThereIsNoFolder()
    {
        IReadOnlyList<string> names = _kernel.List("/proc/self");

        Assert.Contains("status", names);
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
        Assert.Empty(_kernel.List("/sys/no/such/folder"));
        Assert.True(_kernel.Exists("/dev/null"));
        Assert.False(_kernel.Exists("/dev/no-such-device"));
    }

    [Fact]
    public void Now_OfThePulseTime_IsTheKernelsMonotonicClock()
    {
        // /proc/uptime counts suspension too, so it is a bound and no more.
        double uptime = double.Parse(_kernel.ReadText("/proc/uptime").Split(' ')[0]);

        Assert.InRange(new ThreadPulseTime().Now / 1e9, 0, uptime + 60);
    }

    [Fact]
    public void Wait_OfThePulseTime_IsNeverShorter()
    {
        var time = new ThreadPulseTime();
        foreach (long wait in new long[] { 0, 1_000, 12_000, 200_000, 3_000_000 })
        {
            long start = Stopwatch.GetTimestamp();
            time.Wait(wait);
            Assert.True(Stopwatch.GetElapsedTime(start).TotalNanoseconds >= wait);
        }
    }

    [Fact]
    public async Task Run_OfThePulseTime_CallsAtItsTimesAndEnds()
    {
        var time = new ThreadPulseTime();
        var calls = new List<long>();
        var done = new TaskCompletionSource();
        long begin = time.Now;
        using IDisposable train = time.Run("test", now =>
        {
            calls.Add(now);
            if (calls.Count < 50) return begin + calls.Count * 500_000L;
            done.SetResult();
            return long.MaxValue;
        });

        await done.Task.WaitAsync(TimeSpan.FromSeconds(30));

        // Early is never right; late is the machine's.
        for (int i = 0; i < calls.Count; i++) Assert.True(calls[i] >= begin + i * 500_000L);
    }

    [Fact]
    public async Task Dispose_OfATrain_EndsIt()
    {
        var time = new ThreadPulseTime();
        int calls = 0;
        IDisposable train = time.Run("test", now =>
        {
            Interlocked.Increment(ref calls);
            return now + 3_600_000_000_000;
        });
        while (Volatile.Read(ref calls) == 0) await Task.Yield();

        train.Dispose();

        Assert.Equal(1, calls);
    }

    private sealed class Pipe : IDisposable
    {
        private readonly System.IO.Pipes.AnonymousPipeServerStream _writer = new(System.IO.Pipes.PipeDirection.Out);

        public int Reader => (int)_writer.ClientSafePipeHandle.DangerousGetHandle();

        public void Write(byte[] bytes)
        {
            _writer.Write(bytes);
            _writer.Flush();
        }

        public void Dispose() => _writer.Dispose();
    }
}
