using System.Runtime.InteropServices;

namespace CodeAct.Robotics.Models.Engine;

/// <summary>
/// Zeroed memory outside the collected heap, freed when disposed or collected. Untouched pages take no memory. A buffer that is
/// read end to end may ask for huge pages; one that fills here and there, like keys and values, would fill them with zeros.
/// </summary>
sealed unsafe partial class NativeBuffer : SafeHandle
{
    const nuint HugePage = 2 * 1024 * 1024;
    const int AdviseHugePages = 14;

    public NativeBuffer(long bytes, bool hugePages = false)
        : base(0, ownsHandle: true)
    {
        Bytes = bytes;
        var large = hugePages && bytes >= (long)(2 * HugePage);
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
