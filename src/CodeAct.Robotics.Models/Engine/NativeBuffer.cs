using System.Runtime.InteropServices;

namespace CodeAct.Robotics.Models.Engine;

/// <summary>
/// Zeroed memory outside the collected heap, freed when disposed or collected. Large buffers begin on a huge page and ask for
/// huge pages, since weights are read end to end for every token. Untouched pages take no memory.
/// </summary>
sealed unsafe partial class NativeBuffer : SafeHandle
{
    const nuint HugePage = 2 * 1024 * 1024;
    const int AdviseHugePages = 14;

    public NativeBuffer(long bytes)
        : base(0, ownsHandle: true)
    {
        Bytes = bytes;
        var large = bytes >= (long)(2 * HugePage);
        var pointer = (byte*)NativeMemory.AllocZeroed((nuint)bytes + (large ? HugePage : 64));
        SetHandle((nint)pointer);
        var alignment = large ? HugePage : 64;
        Start = (byte*)(((nuint)pointer + alignment - 1) & ~(alignment - 1));
        if (large && OperatingSystem.IsLinux())
        {
            // Only advice: where the kernel says no, ordinary pages serve.
            _ = Advise(Start, (nuint)bytes & ~(HugePage - 1), AdviseHugePages);
        }
        GC.AddMemoryPressure(Math.Min(bytes, 1 << 20));
    }

    public long Bytes { get; }

    public byte* Start { get; }

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        NativeMemory.Free((void*)handle);
        GC.RemoveMemoryPressure(Math.Min(Bytes, 1 << 20));
        return true;
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* start, nuint bytes, int advice);
}
