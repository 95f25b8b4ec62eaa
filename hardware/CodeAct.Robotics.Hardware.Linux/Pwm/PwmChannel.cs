using System.Globalization;
using CodeAct.Robotics.Hardware.Linux.Kernel;
using CodeAct.Robotics.Hardware.Linux.Timing;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Pwm;

/// <summary>
/// One exported PWM channel, running from its opening until it is disposed. Any thread may set it. The kernel refuses a duty above the period at every
/// moment, so that the two are written in the order that keeps it below. Off is a duty of 0 on a running channel: what a pin does whose PWM is
/// disabled is not said. Source: Documentation/driver-api/pwm.rst and Documentation/ABI/testing/sysfs-class-pwm.
/// </summary>
internal sealed class PwmChannel : IDisposable
{
    // How long udev may take to hand the files of a fresh channel to the group.
    private const long MostUdev = 2_000_000_000;
    private const long UdevLook = 10_000_000;

    private readonly LinuxBoard _board;
    private readonly string _device;
    private readonly string _chip;
    private readonly int _channel;
    private readonly string _folder;
    private readonly Lock _lock = new();
    private bool _complement;
    private bool _inversed;
    private long _duty;
    private volatile DeviceException? _gone;
    private bool _disposed;

    private PwmChannel(LinuxBoard board, string device, string chip, int channel)
    {
        _board = board;
        _device = device;
        _chip = chip;
        _channel = channel;
        _folder = $"{chip}/pwm{channel}";
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
                    long duty = ReadNumber("duty_cycle");
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
        var opened = new PwmChannel(board, device, chip, channel);
        if (board.Claim(opened._folder, device) is { } other)
            throw new DeviceException(ErrorCodes.DeviceFault, $"{device}: {opened._folder} is already {other}'s; give each device a channel of its own.");
        try
        {
            opened.Export();
            opened.Begin(period, duty, activeLow);
            return opened;
        }
        catch (KernelException e)
        {
            board.Release(opened._folder);
            throw KernelFault.Of(device, opened._folder, e, "gpio");
        }
        catch
        {
            board.Release(opened._folder);
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
    public SafeOutput Safe(long duty) => new SafeOutput.WriteFile($"{_folder}/duty_cycle", Text(Raw(Period, duty)));

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
                    Write("enable", "0");
                    _board.Kernel.WriteText($"{_chip}/unexport", Text(_channel));
                }
            }
            catch (KernelException)
            {
                // It is gone, or somebody else's now.
            }
        }

        _board.Release(_folder);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private long Raw(long period, long duty) => _complement ? period - duty : duty;

    private void Export()
    {
        // One that is there already was left by a program before, perhaps by this one when it was killed: it is taken over.
        if (!_board.Kernel.Exists(_folder))
        {
            if (ReadCount() is { } count && _channel >= count)
                throw new DeviceException(ErrorCodes.DeviceFault, $"{_device}: {_chip} has no channel {_channel}; it has 0 to {count - 1}.");
            try
            {
                _board.Kernel.WriteText($"{_chip}/export", Text(_channel));
            }
            catch (KernelException e) when (e.Errno == Errno.Ebusy)
            {
                // Either the kernel's own (a backlight, a fan), or exported by another program just now.
                if (!_board.Kernel.Exists(_folder)) throw;
            }
        }

        WaitWritable();
    }

    private int? ReadCount()
    {
        try
        {
            return int.TryParse(_board.Kernel.ReadText($"{_chip}/npwm"), CultureInfo.InvariantCulture, out int count) ? count : null;
        }
        catch (KernelException)
        {
            return null;
        }
    }

    private void WaitWritable()
    {
        IPulseTime time = _board.Pulses;
        long end = time.Now + MostUdev;
        while (true)
        {
            try
            {
                _board.Kernel.Close(_board.Kernel.Open($"{_folder}/duty_cycle", write: true));
                return;
            }
            catch (KernelException e) when (e.Errno is Errno.Eacces or Errno.Enoent && time.Now < end)
            {
                time.Wait(UdevLook);
            }
        }
    }

    // Polarity can only change on a channel that stands, and on most kernels only with a period.
    private void Begin(long period, long duty, bool activeLow)
    {
        bool running = _board.Kernel.ReadText($"{_folder}/enable") == "1";
        string polarity = activeLow ? "inversed" : "normal";
        bool turn = ReadPolarity() is { } there ? there != polarity : activeLow;
        if (running && turn)
        {
            Write("enable", "0");
            running = false;
        }

        Period = ReadNumber("period");
        _duty = ReadNumber("duty_cycle");
        if (turn)
        {
            WriteBoth(period, 0);
            _complement = !TryTurn(polarity);
        }

        _inversed = activeLow && !_complement;
        WriteBoth(period, duty);
        if (!running) Write("enable", "1");
    }

    private string? ReadPolarity()
    {
        try
        {
            return _board.Kernel.ReadText($"{_folder}/polarity");
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
            Write("polarity", polarity);
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
            Write("period", Text(period));
            Period = period;
        }

        if (raw != _duty) WriteDuty(raw);
    }

    private void WriteDuty(long raw)
    {
        Write("duty_cycle", Text(raw));
        _duty = raw;
    }

    private void Write(string file, string text) => _board.Kernel.WriteText($"{_folder}/{file}", text);

    private long ReadNumber(string file) => long.Parse(_board.Kernel.ReadText($"{_folder}/{file}"), CultureInfo.InvariantCulture);

    private DeviceException Remember(KernelException e)
    {
        // A sysfs file that is no longer there is a chip that was unplugged.
        KernelException shown = e.Errno == Errno.Enoent ? new KernelException(Errno.Enodev, e.Message) : e;
        DeviceException fault = KernelFault.Of(_device, _folder, shown, "gpio");
        if (KernelFault.IsGone(shown.Errno)) _gone = fault;
        return fault;
    }
}
