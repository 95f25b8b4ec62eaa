using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Tests.I2C;

public sealed class Documentation_Tests
{
    private const string Page = "drivers-i2c.md";

    [Fact]
    public void Examples_OfThePage_OpenTogetherAsOneRobot()
    {
        var clock = new VirtualTime();
        ChipKernel kernel = new ChipKernel()
            .With(1, 0x76, new FakeBme280(clock)).With(1, 0x44, new FakeSht3x(clock)).With(1, 0x18, new FakeMcp9808(clock)).With(1, 0x23, new FakeBh1750(clock))
            .With(1, 0x48, new FakeAds1115(clock)).With(1, 0x29, new FakeVl53l0x(clock)).With("/dev/spidev0.0", new FakeMcp3008())
            .With(1, 0x27, new FakeLcd(clock)).With(1, 0x3c, new FakeSsd1306());
        string[] blocks = [.. Text().Split("```yaml\n")[1..].Select(b => b[..b.IndexOf("```", StringComparison.Ordinal)])];
        var opened = new HashSet<string>(StringComparer.Ordinal);
        foreach (string block in blocks)
        {
            // The INA219 and the PCA9685 have the same address by default: each block is a robot of its own.
            kernel.With(1, 0x40, block.Contains("ina219", StringComparison.Ordinal) ? new FakeIna219(clock, 0.1) : new FakePca9685());
            RobotManifest manifest = ManifestReader.Parse("robot: example\ndevices:\n" + string.Concat(block.Split('\n').Select(l => $"  {l}\n")));
            using HardwareBackend backend = HardwareBackend.Open(manifest, [new LinuxFamily(kernel, null, clock, new StillTime())], clock);
            foreach (IDeviceDriver driver in backend.Drivers) driver.Read();
            opened.UnionWith(manifest.Devices.Select(d => d.Driver!));
        }

        Assert.Equal(Ours().Order(StringComparer.Ordinal), opened.Order(StringComparer.Ordinal));
        Assert.Empty(kernel.OpenPaths);
    }

    [Fact]
    public void Page_NamesEveryDriver() => Assert.All(Ours(), name => Assert.Contains(name, Text(), StringComparison.Ordinal));

    private static IEnumerable<string> Ours()
    {
        string others = File.ReadAllText(Path.Combine(Docs(), "drivers.md"));
        return LinuxDrivers.All.Keys.Where(name => !others.Contains($"## {name}", StringComparison.Ordinal) && !others.Contains($", {name} (", StringComparison.Ordinal));
    }

    private static string Text() => File.ReadAllText(Path.Combine(Docs(), Page));

    private static string Docs()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "CodeAct.Robotics.sln"))) folder = folder.Parent;
        return Path.Combine(folder.FullName, "docs");
    }
}
