using CodeAct.Robotics.Hardware.Linux.Kernel;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Gpio;

/// <summary>
/// One requested line, held until it is disposed: nobody else can take it meanwhile. Values are logical: the kernel turns active-low lines round.
/// Any thread may set it: a set is one system call. Source: Documentation/userspace-api/gpio/chardev.rst.
/// </summary>
internal sealed class GpioLine : IDisposable
{
    private const string Consumer = "codeact";
    private const int EventsARead = 16;

    // A floating input can bring them faster than they are read.
    private const int MostEdges = 1024;
    private readonly IKernel _kernel;
    private readonly string _device;
    private readonly string _place;
    private readonly byte[] _events = new byte[EventsARead * GpioUapi.LineEventSize];
    private volatile DeviceException? _gone;
    private int _disposed;

    private GpioLine(IKernel kernel, string device, string place, int descriptor)
    {
        _kernel = kernel;
        _device = device;
        _place = place;
        Descriptor = descriptor;
    }

    /// <summary>The line request's descriptor.</summary>
    public int Descriptor { get; }

    /// <summary>The value now, as the pin has it.</summary>
    /// <exception cref="DeviceException">The line is gone.</exception>
    public bool Value
    {
        get
        {
            Span<byte> values = stackalloc byte[GpioUapi.LineValuesSize];
            values.Clear();
            values[8] = 1;
            Control(GpioUapi.GetValues, values);
            return (values[0] & 1) != 0;
        }
    }

    /// <summary>Requests a line.</summary>
    /// <exception cref="DeviceException">It isn't there, busy, or not permitted.</exception>
    public static GpioLine Open(LinuxBoard board, string device, LineAddress address, LineOptions options)
    {
        (GpioChip chip, int line) = address.Resolve(board, device);
        string place = $"line {line} of {chip}";
        try
        {
            byte[] request = GpioUapi.LineRequest(line, Consumer, options.Flags, options.Value, options.DebounceMicroseconds);
            return new GpioLine(board.Kernel, device, place, Request(board, chip, place, request));
        }
        catch (KernelException e) when (e.Errno == Errno.Ebusy)
        {
            throw new DeviceException(ErrorCodes.DeviceFault, $"{device}: {place} is held by {Holder(chip, line)} (EBUSY); stop what holds it, or use another line.");
        }
        catch (KernelException e)
        {
            throw KernelFault.Of(device, place, e, "gpio");
        }
    }

    /// <summary>Sets an output.</summary>
    /// <exception cref="DeviceException">The line is gone.</exception>
    public void Set(bool value) => Control(GpioUapi.SetValues, GpioUapi.LineValues(value));

    /// <summary>Sets an output and never throws; a line that is gone says so at the next command.</summary>
    public bool TrySet(bool value)
    {
        try
        {
            Set(value);
            return true;
        }
        catch (DeviceException)
        {
            return false;
        }
    }

    /// <summary>How another process sets it.</summary>
    public SafeOutput Safe(bool value) => new SafeOutput.Control(Descriptor, GpioUapi.SetValues, GpioUapi.LineValues(value), _place);

    /// <summary>Takes the edges that came meanwhile, oldest first, waiting for the first at most that long.</summary>
    /// <exception cref="DeviceException">The line is gone.</exception>
    public IReadOnlyList<LineEdge> TakeEdges(int milliseconds = 0)
    {
        if (_gone is { } gone) throw gone;
        List<LineEdge>? edges = null;
        try
        {
            while (!(edges?.Count >= MostEdges) && _kernel.WaitReadable(Descriptor, edges is null ? milliseconds : 0))
            {
                int count = _kernel.Read(Descriptor, _events) / GpioUapi.LineEventSize;
                for (int i = 0; i < count; i++)
                {
                    (long time, bool active) = GpioUapi.Event(_events.AsSpan(i * GpioUapi.LineEventSize));
                    (edges ??= []).Add(new LineEdge(time, active));
                }

                if (count == 0) break;
            }
        }
        catch (KernelException e)
        {
            throw Remember(e);
        }

        return edges ?? (IReadOnlyList<LineEdge>)[];
    }

    /// <summary>Gives the line back; what the pin does then is its chip's matter.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        try
        {
            _kernel.Close(Descriptor);
        }
        catch (KernelException)
        {
            // It is gone either way.
        }
    }

    private static int Request(LinuxBoard board, GpioChip chip, string place, byte[] request)
    {
        try
        {
            return chip.Request(request);
        }
        catch (KernelException e) when (e.Errno == Errno.Ebusy && board.Holder is { } holder)
        {
            int held = holder.Take(place);
            if (held >= 0 && TryConfigure(board.Kernel, held, request)) return held;
            // The others stay held, should this end the program.
            if (held < 0 && holder.HandsOver) throw;
            // A guardian of an older program gives lines up only. All that takes time has been done by now, so that a line is without a
            // holder as shortly as can be.
            if (!holder.Release()) throw;
            return chip.Request(request);
        }
    }

    // As it is requested here, which may be another use of it.
    private static bool TryConfigure(IKernel kernel, int held, byte[] request)
    {
        try
        {
            kernel.Control(held, GpioUapi.SetConfig, GpioUapi.Config(request));
            return true;
        }
        catch (KernelException)
        {
            kernel.Close(held);
            return false;
        }
    }

    private static string Holder(GpioChip chip, int line)
    {
        try
        {
            string consumer = chip.Info(line).Consumer;
            return consumer.Length > 0 ? $"'{consumer}'" : "another program";
        }
        catch (KernelException)
        {
            return "another program";
        }
    }

    private void Control(uint request, Span<byte> argument)
    {
        if (_gone is { } gone) throw gone;
        // Its number may be another file's by now.
        if (Volatile.Read(ref _disposed) != 0) throw new DeviceException(ErrorCodes.DeviceFault, $"{_device}: {_place} was given back.");
        try
        {
            _kernel.Control(Descriptor, request, argument);
        }
        catch (KernelException e)
        {
            throw Remember(e);
        }
    }

    private DeviceException Remember(KernelException e)
    {
        DeviceException fault = KernelFault.Of(_device, _place, e, "gpio");
        if (KernelFault.IsGone(e.Errno)) _gone = fault;
        return fault;
    }
}

/// <summary>A change of an input.</summary>
/// <param name="Time">Nanoseconds of CLOCK_MONOTONIC, as the kernel saw it.</param>
/// <param name="Active">What it changed to.</param>
internal readonly record struct LineEdge(long Time, bool Active);
