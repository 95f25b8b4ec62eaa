using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Outputs;

/// <summary>A buzzer, active or passive. A timer ends its tones, so that one ends also when nobody asks.</summary>
internal sealed class BuzzerDriver : IDeviceDriver, IGuardedOutput, IDisposable
{
    private readonly DeviceSpec _device;
    private readonly ITone _tone;
    private readonly ITimer _end;
    private readonly Lock _lock = new();
    private volatile bool _sounding;
    private int _count;

    /// <summary>A buzzer that is silent.</summary>
    public BuzzerDriver(DeviceSpec device, ITone tone, TimeProvider time)
    {
        _device = device;
        _tone = tone;
        _end = time.CreateTimer(_ => Silence(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <inheritdoc/>
    public bool IsBusy => _sounding;

    /// <inheritdoc/>
    public IReadOnlyList<SafeOutput> SafeOutputs => _tone.Safe;

    /// <inheritdoc/>
    public void Start(DeviceCommand command)
    {
        if (command.Member != "Beep") throw KernelFault.NoMember(_device, command.Member);
        if (!(command.A > 0 && command.B >= 0)) throw new DeviceException(ErrorCodes.Range, $"{_device.Name} takes a pitch above 0 Hz and seconds of 0 or more.");
        lock (_lock)
        {
            try
            {
                _tone.Sound(command.A);
            }
            catch (DeviceException)
            {
                Quiet();
                throw;
            }

            _count++;
            _sounding = true;
            _end.Change(TimeSpan.FromSeconds(command.B), Timeout.InfiniteTimeSpan);
        }
    }

    /// <inheritdoc/>
    public DeviceState Read()
    {
        bool sounding = _sounding;
        return new DeviceState { Value = sounding ? 1 : 0, Flag = sounding, Count = Volatile.Read(ref _count) };
    }

    /// <summary>Any safe value of a buzzer is silence.</summary>
    public void MakeSafe(SafeValue safe)
    {
        lock (_lock)
        {
            _end.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            Quiet();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        MakeSafe(new SafeValue(SafeWord.Off));
        _end.Dispose();
        _tone.Dispose();
    }

    private void Silence()
    {
        lock (_lock)
        {
            Quiet();
        }
    }

    private void Quiet()
    {
        _tone.Silence();
        _sounding = false;
    }
}
