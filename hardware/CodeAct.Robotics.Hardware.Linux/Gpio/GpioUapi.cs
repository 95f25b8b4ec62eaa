using System.Buffers.Binary;
using System.Text;

namespace CodeAct.Robotics.Hardware.Linux.Gpio;

/// <summary>
/// The GPIO character device, version 2: numbers and layouts of include/uapi/linux/gpio.h (Linux 5.10 and later), the same on every architecture,
/// little-endian here. A request here has one line, so that every bitmap is bit 0.
/// </summary>
internal static class GpioUapi
{
    public const uint GetChipInfo = 0x8044_B401;
    public const uint GetLineInfo = 0xC100_B405;
    public const uint GetLine = 0xC250_B407;
    public const uint GetValues = 0xC010_B40E;
    public const uint SetValues = 0xC010_B40F;
    public const uint SetConfig = 0xC110_B40D;

    public const int ChipInfoSize = 68;
    public const int LineInfoSize = 256;
    public const int LineRequestSize = 592;
    public const int LineValuesSize = 16;
    public const int LineEventSize = 48;

    public const ulong Used = 1 << 0;
    public const ulong ActiveLow = 1 << 1;
    public const ulong Input = 1 << 2;
    public const ulong Output = 1 << 3;
    public const ulong EdgeRising = 1 << 4;
    public const ulong EdgeFalling = 1 << 5;
    public const ulong OpenDrain = 1 << 6;
    public const ulong OpenSource = 1 << 7;
    public const ulong BiasPullUp = 1 << 8;
    public const ulong BiasPullDown = 1 << 9;
    public const ulong BiasDisabled = 1 << 10;

    public const uint AttributeOutputValues = 2;
    public const uint AttributeDebounce = 3;

    public const uint RisingEdge = 1;

    internal const int NameSize = 32;
    internal const int LabelAt = 32;
    internal const int LinesAt = 64;
    internal const int InfoConsumerAt = 32;
    internal const int InfoOffsetAt = 64;
    internal const int InfoFlagsAt = 72;
    internal const int RequestConsumerAt = 256;
    internal const int RequestFlagsAt = 288;
    internal const int RequestAttributeCountAt = 296;
    internal const int RequestAttributesAt = 320;
    internal const int AttributeSize = 24;
    internal const int RequestLineCountAt = 560;
    internal const int ConfigSize = RequestLineCountAt - RequestFlagsAt;
    internal const int RequestEventBufferAt = 564;
    internal const int RequestDescriptorAt = 588;

    /// <summary>struct gpio_v2_line_request for one line.</summary>
    /// <param name="line">Its offset on the chip.</param>
    /// <param name="consumer">Who holds it, as gpioinfo shows.</param>
    /// <param name="flags">Of enum gpio_v2_line_flag.</param>
    /// <param name="value">An output's first value, set in the same step as the direction, so that it never glitches.</param>
    /// <param name="debounceMicroseconds">0 for none.</param>
    public static byte[] LineRequest(int line, string consumer, ulong flags, bool? value, uint debounceMicroseconds)
    {
        byte[] request = new byte[LineRequestSize];
        Write32(request, 0, (uint)line);
        Encoding.ASCII.GetBytes(consumer, request.AsSpan(RequestConsumerAt, NameSize - 1));
        Write64(request, RequestFlagsAt, flags);
        int attributes = 0;
        if (value is { } first) WriteAttribute(request, attributes++, AttributeOutputValues, first ? 1UL : 0);
        if (debounceMicroseconds > 0) WriteAttribute(request, attributes++, AttributeDebounce, debounceMicroseconds);
        Write32(request, RequestAttributeCountAt, (uint)attributes);
        Write32(request, RequestLineCountAt, 1);
        // Bounces come in bursts: room for more than the kernel's 16.
        if ((flags & (EdgeRising | EdgeFalling)) != 0) Write32(request, RequestEventBufferAt, 64);
        return request;
    }

    /// <summary>struct gpio_v2_line_config, as it stands in a line request.</summary>
    public static Span<byte> Config(byte[] request) => request.AsSpan(RequestFlagsAt, ConfigSize);

    /// <summary>The descriptor that the kernel wrote into a line request.</summary>
    public static int Descriptor(ReadOnlySpan<byte> request) => BinaryPrimitives.ReadInt32LittleEndian(request[RequestDescriptorAt..]);

    /// <summary>struct gpio_v2_line_values for one line.</summary>
    public static byte[] LineValues(bool value)
    {
        byte[] values = new byte[LineValuesSize];
        values[0] = value ? (byte)1 : (byte)0;
        values[8] = 1;
        return values;
    }

    /// <summary>An event's time in nanoseconds of CLOCK_MONOTONIC and whether it is an edge to active.</summary>
    public static (long Time, bool Active) Event(ReadOnlySpan<byte> entry) =>
        (BinaryPrimitives.ReadInt64LittleEndian(entry), BinaryPrimitives.ReadUInt32LittleEndian(entry[8..]) == RisingEdge);

    /// <summary>A name, which ends at the first zero.</summary>
    public static string Name(ReadOnlySpan<byte> structure, int at)
    {
        ReadOnlySpan<byte> name = structure.Slice(at, NameSize);
        int end = name.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? name : name[..end]);
    }

    internal static void Write32(Span<byte> structure, int at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(structure[at..], value);

    internal static void Write64(Span<byte> structure, int at, ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(structure[at..], value);

    // struct gpio_v2_line_config_attribute: id, padding, value, and the mask of lines that it is for.
    private static void WriteAttribute(Span<byte> request, int index, uint id, ulong value)
    {
        Span<byte> attribute = request.Slice(RequestAttributesAt + index * AttributeSize, AttributeSize);
        Write32(attribute, 0, id);
        Write64(attribute, 8, value);
        Write64(attribute, 16, 1);
    }
}
