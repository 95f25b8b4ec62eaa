using CodeAct.Robotics.Files;

namespace CodeAct.Robotics.Robots;

/// <summary>A real robot: the drivers that its manifest names, on monotonic time.</summary>
public sealed class HardwareBackend : IRobotBackend, ITaskHalt
{
    private readonly IReadOnlyList<IDriverFamily> _families;
    private readonly List<IDeviceDriver> _drivers = [];

    private HardwareBackend(IReadOnlyList<IDriverFamily> families, IRobotClock clock)
    {
        _families = families;
        Clock = clock;
    }

    /// <inheritdoc/>
    public string Name => "hardware";

    /// <inheritdoc/>
    public IRobotClock Clock { get; }

    /// <inheritdoc/>
    public IReadOnlyList<IDeviceDriver> Drivers => _drivers;

    /// <inheritdoc/>
    public string? HaltReason => _families.OfType<ITaskHalt>().Select(f => f.HaltReason).FirstOrDefault(r => r is not null);

    /// <inheritdoc/>
    public event Action? Halted
    {
        add
        {
            foreach (ITaskHalt family in _families.OfType<ITaskHalt>()) family.Halted += value;
        }
        remove
        {
            foreach (ITaskHalt family in _families.OfType<ITaskHalt>()) family.Halted -= value;
        }
    }

    /// <summary>Opens every device of a manifest, or none.</summary>
    /// <param name="manifest">Each of its devices names a driver.</param>
    /// <param name="families">All families there are here; they are disposed with the backend, and also if it fails.</param>
    /// <param name="clock">The robot's time.</param>
    /// <exception cref="InvalidFileException">A device has no driver, one that is not here, or bad settings.</exception>
    /// <exception cref="DeviceException">A device can't be had.</exception>
    public static HardwareBackend Open(RobotManifest manifest, IReadOnlyList<IDriverFamily> families, IRobotClock clock)
    {
        var backend = new HardwareBackend(families, clock);
        try
        {
            // All are found before the first is opened: a manifest with one wrong name moves nothing.
            IDriverFamily[] found = [.. manifest.Devices.Select(d => Find(manifest, d, families))];
            for (int i = 0; i < found.Length; i++) backend._drivers.Add(RecordedReading.Around(found[i].Open(manifest.Devices[i], clock), manifest.Devices[i], clock));
            return backend;
        }
        catch
        {
            backend.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (IDisposable driver in _drivers.OfType<IDisposable>().Reverse()) driver.Dispose();
        foreach (IDriverFamily family in _families) family.Dispose();
    }

    internal static IDriverFamily Find(RobotManifest manifest, DeviceSpec device, IReadOnlyList<IDriverFamily> families)
    {
        if (device.Driver is not { } driver)
        {
            string[] simulated = [.. manifest.Devices.Where(d => d.Driver is null).Select(d => d.Name)];
            throw new InvalidFileException(manifest.Source, 0, $"{manifest.Robot} exists in the simulator only: {string.Join(", ", simulated)} {(simulated.Length == 1 ? "has" : "have")} no driver.", "Use --backend sim, or give each device a driver.");
        }

        if (families.FirstOrDefault(f => f.Names.Contains(driver)) is { } family) return family;
        string[] names = [.. families.SelectMany(f => f.Names).Order(StringComparer.Ordinal)];
        string? near = NearestName.Of(driver, names);
        throw new InvalidFileException(manifest.Source, 0, $"{device.Name}: there is no driver '{driver}' here.", near is null ? $"There are: {string.Join(", ", names)}." : $"Did you mean '{near}'?");
    }
}
