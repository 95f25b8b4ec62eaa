using CodeAct.Robotics.Files;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Tests.Robots;

public sealed class HardwareBackendTests
{
    private static readonly MonotonicClock Clock = new(TimeProvider.System);

    [Fact]
    public void Open_OfADeviceWithoutDriver_IsRefusedByName()
    {
        var error = Assert.Throws<InvalidFileException>(() => HardwareBackend.Open(Manifest(driver: null), [new Family()], Clock));

        Assert.Contains("Pump has no driver", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_OfAnUnknownDriver_NamesTheNearestAndOpensNothing()
    {
        using var family = new Family();

        var error = Assert.Throws<InvalidFileException>(() => HardwareBackend.Open(Manifest("test.gpoi"), [family], Clock));

        Assert.Contains("Did you mean 'test.gpio'?", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, family.Opened);
        Assert.True(family.IsDisposed);
    }

    [Fact]
    public void Open_WhenADeviceCannotBeHad_ClosesThoseBeforeIt()
    {
        using var family = new Family { Most = 1 };
        RobotManifest manifest = ManifestReader.Parse("robot: two\ndevices:\n  - { name: A, kind: relay, safe: off, driver: test.gpio }\n  - { name: B, kind: relay, safe: off, driver: test.gpio }\n");

        Assert.Throws<DeviceException>(() => HardwareBackend.Open(manifest, [family], Clock));

        Assert.Equal(1, family.Closed);
        Assert.True(family.IsDisposed);
    }

    [Fact]
    public void With_OfAnUnknownKey_IsRefusedWithItsLine()
    {
        RobotManifest manifest = ManifestReader.Parse("robot: one\ndevices:\n  - name: A\n    kind: relay\n    safe: off\n    with:\n      line: 17\n      lime: 3\n", "one.yaml");

        var error = Assert.Throws<InvalidFileException>(() => manifest.Devices[0].With.Read(map => map.Number("line")));

        Assert.StartsWith("one.yaml:8: devices[0].with.lime: is not a known key.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void With_ReadTwice_TellsTheSame()
    {
        DriverSettings settings = DriverSettings.Of(("line", "17"));

        Assert.Equal(17, settings.Read(map => map.Number("line")));
        Assert.Equal(17, settings.Read(map => map.Number("line")));
    }

    private static RobotManifest Manifest(string? driver) => new()
    {
        Robot = "one",
        Devices = [new DeviceSpec { Name = "Pump", Kind = DeviceKinds.Relay, Safe = new SafeValue(SafeWord.Off), Driver = driver }],
    };

    private sealed class Family : IDriverFamily
    {
        public int Most { get; init; } = 10;

        public int Opened { get; private set; }

        public int Closed { get; private set; }

        public bool IsDisposed { get; private set; }

        public IReadOnlyList<string> Names => ["test.gpio"];

        public IDeviceDriver Open(DeviceSpec device, IRobotClock clock)
        {
            if (Opened == Most) throw new DeviceException(ErrorCodes.DeviceFault, $"{device.Name} is busy.");
            Opened++;
            return new Driver(this);
        }

        public void Dispose() => IsDisposed = true;

        private sealed class Driver(Family family) : IDeviceDriver, IDisposable
        {
            public bool IsBusy => false;

            public void Start(DeviceCommand command)
            {
            }

            public DeviceState Read() => default;

            public void MakeSafe(SafeValue safe)
            {
            }

            public void Dispose() => family.Closed++;
        }
    }
}
