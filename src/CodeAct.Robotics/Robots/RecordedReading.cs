namespace CodeAct.Robotics.Robots;

/// <summary>
/// Remembers what the host reads of a sensor whose driver does not: the last good value of each minute, for a day of the robot's clock.
/// Nothing is made up for the time before the first; a minute without a reading lies on the line between its neighbours.
/// </summary>
public sealed class RecordedReading : IDeviceDriver, ISensorHistory, IDisposable
{
    private const int Day = 1440;
    private readonly IDeviceDriver _driver;
    private readonly DeviceSpec _device;
    private readonly IRobotClock _clock;
    private readonly Lock _lock = new();
    private readonly SortedList<long, double> _minutes = [];

    private RecordedReading(IDeviceDriver driver, DeviceSpec device, IRobotClock clock)
    {
        _driver = driver;
        _device = device;
        _clock = clock;
    }

    /// <inheritdoc/>
    public bool IsBusy => _driver.IsBusy;

    /// <summary>The driver, remembering where it is a sensor or range finder that does not by itself.</summary>
    public static IDeviceDriver Around(IDeviceDriver driver, DeviceSpec device, IRobotClock clock) =>
        driver is not ISensorHistory && device.Kind.IsMeasuring ? new RecordedReading(driver, device, clock) : driver;

    /// <inheritdoc/>
    public void Start(DeviceCommand command) => _driver.Start(command);

    /// <inheritdoc/>
    public void MakeSafe(SafeValue safe) => _driver.MakeSafe(safe);

    /// <inheritdoc/>
    public DeviceState Read()
    {
        DeviceState state = _driver.Read();
        if (double.IsFinite(state.Value) && (_device.Range is not { } range || range.Contains(state.Value))) Keep(state.Value);
        return state;
    }

    /// <summary>One value a minute, oldest first, the last one read now; fewer than asked for where it was not read that long ago.</summary>
    /// <exception cref="DeviceException">It can't be read now.</exception>
    public IReadOnlyList<double> History(int minutes)
    {
        Read();
        lock (_lock)
        {
            if (_minutes.Count == 0) throw new DeviceException(ErrorCodes.NoReading, $"{_device.Name} has no history yet.");
            long last = _minutes.Keys[^1], first = Math.Max(_minutes.Keys[0], last - Math.Clamp(minutes, 1, Day) + 1);
            return [.. Enumerable.Range(0, (int)(last - first) + 1).Select(i => At(first + i))];
        }
    }

    /// <inheritdoc/>
    public void Dispose() => (_driver as IDisposable)?.Dispose();

    private void Keep(double value)
    {
        lock (_lock)
        {
            long minute = (long)Math.Floor(_clock.Now / 60);
            _minutes[minute] = value;
            // The one before the day stays, for the line to the first in it.
            while (_minutes.Count > 2 && _minutes.Keys[1] <= minute - Day) _minutes.RemoveAt(0);
        }
    }

    private double At(long minute)
    {
        int after = 0;
        for (int high = _minutes.Count - 1; after < high;)
        {
            int middle = (after + high) / 2;
            if (_minutes.Keys[middle] < minute) after = middle + 1;
            else high = middle;
        }
        if (_minutes.Keys[after] == minute) return _minutes.Values[after];
        (long from, long to) = (_minutes.Keys[after - 1], _minutes.Keys[after]);
        return _minutes.Values[after - 1] + (_minutes.Values[after] - _minutes.Values[after - 1]) * (minute - from) / (to - from);
    }
}
