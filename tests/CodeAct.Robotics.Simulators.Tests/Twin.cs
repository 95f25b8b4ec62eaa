using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Simulators.Tests;

/// <summary>A simulated robot by its devices' names.</summary>
internal sealed class Twin
{
    private readonly RobotManifest _manifest;

    private Twin(RobotManifest manifest, SimulationOptions options)
    {
        _manifest = manifest;
        Simulation = Simulation.Create(manifest, options);
    }

    public Simulation Simulation { get; }

    public double Now => Simulation.Now;

    /// <summary>The ready manifest of that name, as people use it.</summary>
    public static RobotManifest Manifest(string name) => ManifestReader.Read(Path.Combine(Root, "hardware", "robots", name + ".yaml"));

    /// <summary>The checkout.</summary>
    public static string Root
    {
        get
        {
            string folder = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(folder, "CodeAct.Robotics.sln"))) folder = Path.GetDirectoryName(folder)!;
            return folder;
        }
    }

    public static Twin Of(string name, int seed = 1, Fault? fault = null, params (string Name, StartValue Value)[] start) =>
        new(Manifest(name), Options(seed, fault, start));

    public static Twin Of(string name, params (string Name, double Value)[] start) =>
        Of(name, 1, null, [.. start.Select(s => (s.Name, StartValue.Of(s.Value)))]);

    /// <summary>A generic robot of these devices.</summary>
    public static Twin Of(params DeviceSpec[] devices) =>
        new(new RobotManifest { Robot = "bench", Simulator = "generic", Devices = devices }, new SimulationOptions());

    /// <summary>A robot from a manifest's text.</summary>
    public static Twin Parse(string yaml, int seed = 1) => new(ManifestReader.Parse(yaml), Options(seed, null, []));

    public IDeviceDriver Driver(string name) => Simulation.Drivers[Index(name)];

    public double Truth(string name) => Simulation.Truth(Index(name)).Value;

    public double Read(string name) => Driver(name).Read().Value;

    public IReadOnlyList<double> History(string name, int minutes) => ((ISensorHistory)Driver(name)).History(minutes);

    public Twin Do(string name, string member, double a = 0, double b = 0, double c = 0, string? text = null)
    {
        Driver(name).Start(new DeviceCommand(member, a, b, c, text));
        return this;
    }

    public Twin Wait(double seconds)
    {
        Simulation.Advance(seconds, CancellationToken.None);
        return this;
    }

    /// <summary>Lets time pass until it is no longer busy.</summary>
    public Twin Settle(string name)
    {
        while (Driver(name).IsBusy) Wait(Simulation.Step);
        return this;
    }

    /// <summary>Seconds until a condition holds; at most a day.</summary>
    public double Until(Func<bool> condition)
    {
        double start = Now;
        while (!condition() && Now - start < 86_400) Wait(1);
        return Now - start;
    }

    private static SimulationOptions Options(int seed, Fault? fault, (string Name, StartValue Value)[] start) => new()
    {
        Seed = seed,
        Start = start.ToDictionary(s => s.Name, s => s.Value),
        Faults = fault is null ? [] : [fault],
    };

    private int Index(string name)
    {
        for (int i = 0; i < _manifest.Devices.Count; i++)
            if (_manifest.Devices[i].Name == name) return i;
        throw new ArgumentException($"no device {name}");
    }
}
