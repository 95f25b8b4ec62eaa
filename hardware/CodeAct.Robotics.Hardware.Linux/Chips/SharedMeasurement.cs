namespace CodeAct.Robotics.Hardware.Linux.Chips;

/// <summary>
/// One measurement for the several devices that share a chip: each of them gets it once, as long as it is fresh.
/// A device that reads again always gets a new one. Any thread may call; a measurement is never begun while another is under way.
/// </summary>
/// <param name="measure">Takes a measurement of everything that the chip measures.</param>
/// <param name="now">The robot's clock in seconds.</param>
/// <typeparam name="T">What the chip measures.</typeparam>
internal sealed class SharedMeasurement<T>(Func<T> measure, Func<double> now)
{
    /// <summary>How old a measurement may be for the next device, in seconds: readings that belong together are read together.</summary>
    public const double Fresh = 0.1;

    private readonly Lock _lock = new();
    private readonly HashSet<object> _readers = [];
    private T _last = default!;
    private double _taken = double.NegativeInfinity;

    /// <summary>A measurement that this reader has not had yet.</summary>
    public T For(object reader)
    {
        lock (_lock)
        {
            if (now() - _taken <= Fresh && _readers.Add(reader)) return _last;
            // A measurement that fails leaves none: the next reader must not get what is older than the failure.
            _taken = double.NegativeInfinity;
            _readers.Clear();
            _last = measure();
            _taken = now();
            _readers.Add(reader);
            return _last;
        }
    }
}
