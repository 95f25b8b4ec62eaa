using System.Buffers.Binary;
using CodeAct.Robotics.Hardware.Linux.Kernel;

namespace CodeAct.Robotics.Hardware.Linux.Gpio;

/// <summary>An open GPIO chip.</summary>
internal sealed class GpioChip(IKernel kernel, string path, int descriptor, ReadOnlySpan<byte> info)
{
    /// <summary>Its file.</summary>
    public string Path { get; } = path;

    /// <summary>The kernel's name, which may change from boot to boot: <c>gpiochip0</c>.</summary>
    public string Name { get; } = GpioUapi.Name(info, 0);

    /// <summary>What it is: <c>pinctrl-rp1</c>.</summary>
    public string Label { get; } = GpioUapi.Name(info, GpioUapi.LabelAt);

    /// <summary>How many lines it has.</summary>
    public int Lines { get; } = BinaryPrimitives.ReadInt32LittleEndian(info[GpioUapi.LinesAt..]);

    /// <summary>As a person reads it.</summary>
    public override string ToString() => Label.Length > 0 && Label != Name ? $"{Name} [{Label}]" : Name;

    /// <summary>What the kernel knows of a line.</summary>
    /// <exception cref="KernelException">No such line, or the chip is gone.</exception>
    public LineInfo Info(int line)
    {
        byte[] told = new byte[GpioUapi.LineInfoSize];
        GpioUapi.Write32(told, GpioUapi.InfoOffsetAt, (uint)line);
        kernel.Control(descriptor, GpioUapi.GetLineInfo, told);
        ulong flags = BinaryPrimitives.ReadUInt64LittleEndian(told.AsSpan(GpioUapi.InfoFlagsAt));
        return new LineInfo(GpioUapi.Name(told, 0), GpioUapi.Name(told, GpioUapi.InfoConsumerAt), (flags & GpioUapi.Used) != 0);
    }

    /// <summary>Requests a line; its descriptor.</summary>
    /// <exception cref="KernelException">EBUSY and others.</exception>
    public int Request(byte[] request)
    {
        kernel.Control(descriptor, GpioUapi.GetLine, request);
        return GpioUapi.Descriptor(request);
    }

    /// <summary>Closes the chip; its requested lines stay.</summary>
    public void Close() => kernel.Close(descriptor);
}

/// <summary>A line as the kernel describes it.</summary>
/// <param name="Name">Its name on the board, such as <c>GPIO17</c>; may be empty.</param>
/// <param name="Consumer">Who holds it; may be empty.</param>
/// <param name="Used">Whether it can't be had.</param>
internal sealed record LineInfo(string Name, string Consumer, bool Used);
