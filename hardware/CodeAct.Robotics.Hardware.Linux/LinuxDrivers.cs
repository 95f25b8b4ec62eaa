namespace CodeAct.Robotics.Hardware.Linux;

/// <summary>The table of drivers: each area adds its own.</summary>
internal static partial class LinuxDrivers
{
    /// <summary>All of them by name.</summary>
    public static IReadOnlyDictionary<string, LinuxDriver> All { get; } = Collect();

    // Written beside the drivers of the area.
    static partial void AddGpio(List<LinuxDriver> drivers);

    static partial void AddPwm(List<LinuxDriver> drivers);

    static partial void AddSensors(List<LinuxDriver> drivers);

    static partial void AddLeds(List<LinuxDriver> drivers);

    static partial void AddMotion(List<LinuxDriver> drivers);

    static partial void AddI2c(List<LinuxDriver> drivers);

    static partial void AddSpi(List<LinuxDriver> drivers);

    private static Dictionary<string, LinuxDriver> Collect()
    {
        var drivers = new List<LinuxDriver>();
        AddGpio(drivers);
        AddPwm(drivers);
        AddSensors(drivers);
        AddLeds(drivers);
        AddMotion(drivers);
        AddI2c(drivers);
        AddSpi(drivers);
        return drivers.ToDictionary(d => d.Name, StringComparer.Ordinal);
    }
}
