using CodeAct.Robotics.Hardware.Linux.Kernel;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Pwm;

/// <summary>
/// One exported PWM channel, running from its opening until it is disposed. Any thread may set it. The kernel refuses a duty above the period at every
/// moment, so that the two are written in the order that keeps it below. Off is a duty of 0 on a running channel: what a pin does whose PWM is
/// disabled is not said. Source: Documentation/driver-api/pwm.rst and Documentation/ABI/testing/sysfs-class-pwm.
/// </summary>
internal sealed class PwmChannel : IDisposable
{
    private readonly LinuxBoard _board;
    private readonly string _device;
    private readonly PwmNode _node;
    private readonly Lock _lock = new();
    private bool _complement;
    private bool _inversed;
    private long _duty;
    private volatile DeviceException? _gone;
    private bool _disposed;

    private PwmChannel(LinuxBoard board, string device, PwmNode node)
    {
        _board = board;
        _device = device;
        _node = node;
    }

    /// <summary>The period in nanoseconds.</summary>
    public long Period { get; private set; }

    /// <summary>The active time of a period in nanoseconds, as the kernel has it.</summary>
    /// <exception cref="DeviceException">The channel is gone.</exception>
    public long Duty
    {
        get
        {
            lock (_lock)
            {
                try
                {
                    long duty = _node.Number("duty_cycle");
                    return _complement ? Period - duty : duty;
                }
                catch (KernelException e)
                {
                    throw Remember(e);
                }
            }
        }
    }

    /// <summary>Opens a channel and starts it.</summary>
    /// <param name="board">The machine.</param>
    /// <param name="device">For messages.</param>
    /// <param name="address">Where it is.</param>
    /// <param name="period">In nanoseconds.</param>
    /// <param name="duty">The first active time, at most the period.</param>
    /// <param name="activeLow">True: the active time is low.</param>
    /// <exception cref="DeviceException">It isn't there, taken, or not permitted.</exception>
    public static PwmChannel Open(LinuxBoard board, string device, PwmAddress address, long period, long duty, bool activeLow)
    {
        (string chip, int channel) = address.Resolve(board, device);
        var node = new PwmNode(board.Kernel, chip, channel);
        if (board.Claim(node.Folder, device) is { } other)
            throw new DeviceException(ErrorCodes.DeviceFault, $"{device}: {node.Folder} is already {other}'s; give each device a channel of its own.");
        try
        {
            node.Export(device, board.Pulses);
            var opened = new PwmChannel(board, device, node);
            opened.Begin(period, duty, activeLow);
            return opened;
        }
        catch (KernelException e)
        {
            board.Release(node.Folder);
            throw KernelFault.Of(device, node.Folder, e, "gpio");
        }
        catch
        {
            board.Release(node.Folder);
            throw;
        }
    }

    /// <summary>Sets the active time of a period.</summary>
    /// <exception cref="DeviceException">The channel is gone or refuses.</exception>
    public void SetDuty(long duty) => Set(Period, duty);

    /// <summary>Sets both.</summary>
    /// <exception cref="DeviceException">The channel is gone, or its chip can't do that period.</exception>
    public void Set(long period, long duty)
    {
        if (_gone is { } gone) throw gone;
        lock (_lock)
        {
            // It may be another's by now.
            if (_disposed) throw new DeviceException(ErrorCodes.DeviceFault, $"{_device}: {_node.Folder} was given back.");
            try
            {
                WriteBoth(period, duty);
            }
            catch (KernelException e)
            {
                throw Remember(e);
            }
        }
    }

    /// <summary>Sets the active time and never throws; a channel that is gone says so at the next command.</summary>
    public bool TrySetDuty(long duty)
    {
        try
        {
            SetDuty(duty);
            return true;
        }
        catch (DeviceException)
        {
            return false;
        }
    }

    /// <summary>How another process sets the active time.</summary>
    public SafeOutput Safe(long duty) => new SafeOutput.WriteFile(_node.PathOf("duty_cycle"), PwmNode.Text(Raw(Period, duty)));

    /// <summary>
    /// Stops the channel and gives it back. One that is active low is left running at 0: switched off, it would be low and so active.
    /// </summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_disposed) return;
            _disposed = true;
            try
            {
                if (_duty == Raw(Period, 0) && !_complement && !_inversed)
                {
                    _node.Write("enable", "0");
                    _node.Unexport();
                }
            }
            catch (KernelException)
            {
                // It is gone, or somebody else's now.
            }
        }

        _board.Release(_node.Folder);
    }

    private long Raw(long period, long duty) => _complement ? period - duty : duty;

    // Polarity can only change on a channel that stands, and on most kernels only with a period.
    private void Begin(long period, long duty, bool activeLow)
    {
        bool running = _node.Read("enable") == "1";
        string polarity = activeLow ? "inversed" : "normal";
        bool turn = ReadPolarity() is { } there ? there != polarity : activeLow;
        if (running && turn)
        {
            _node.Write("enable", "0");
            running = false;
        }

        Period = _node.Number("period");
        _duty = _node.Number("duty_cycle");
        if (turn)
        {
            WriteBoth(period, 0);
            _complement = !TryTurn(polarity);
        }

        _inversed = activeLow && !_complement;
        WriteBoth(period, duty);
        if (!running) _node.Write("enable", "1");
    }

    private string? ReadPolarity()
    {
        try
        {
            return _node.Read("polarity");
        }
        catch (KernelException e) when (e.Errno == Errno.Enoent)
        {
            return null;
        }
    }

    // A chip that can't turn its polarity gets the complement of the duty instead.
    private bool TryTurn(string polarity)
    {
        try
        {
            _node.Write("polarity", polarity);
            return true;
        }
        catch (KernelException e) when (e.Errno is Errno.Einval or Errno.Enoent or Errno.Eopnotsupp or Errno.Eio)
        {
            return false;
        }
    }

    private void WriteBoth(long period, long duty)
    {
        long raw = Raw(period, duty);
        // Shrinking below the old duty: the duty first, for which the old period is wide enough.
        if (period != Period && period < _duty) WriteDuty(Math.Min(raw, period));
        if (period != Period)
        {
            _node.Write("period", PwmNode.Text(period));
            Period = period;
        }

        if (raw != _duty) WriteDuty(raw);
    }

    private void WriteDuty(long raw)
    {
        _node.Write("duty_cycle", PwmNode.Text(raw));
        _duty = raw;
    }

    private DeviceException Remember(KernelException e)
    {
        // A sysfs file that is no longer there is a chip that was unplugged.
        KernelException shown = e.Errno == Errno.Enoent ? new KernelException(Errno.Enodev, e.Message) : e;
        DeviceException fault = KernelFault.Of(_device, _node.Folder, shown, "gpio");
        if (KernelFault.IsGone(shown.Errno)) _gone = fault;
        return fault;
    }
}
