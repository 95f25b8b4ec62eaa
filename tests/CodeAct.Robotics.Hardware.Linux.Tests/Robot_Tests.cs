using CodeAct.Robotics.Agents;
using CodeAct.Robotics.Hardware.Linux.Boards;
using CodeAct.Robotics.Robots;
using CodeAct.Robotics.Safety;

namespace CodeAct.Robotics.Hardware.Linux.Tests;

/// <summary>Whole robots: a manifest, its drivers, and the governor over them.</summary>
public sealed class Robot_Tests
{
    private const string Manifest = """
        robot: shed
        devices:
          - { name: Pump, kind: relay, driver: linux.gpio, with: { chip: pinctrl-rp1, line: 17, active: low }, safe: off, limits: { max-on: 5s } }
          - { name: Button, kind: input, driver: linux.gpio, with: { line: GPIO6 } }
          - { name: Blind, kind: stepper, unit: "%", range: [0, 100], driver: linux.stepper, with: { chip: pinctrl-rp1, step: 20, dir: 21, steps-per-unit: 10, speed: 20 }, safe: stop, limits: { max-speed: 10 } }
        """;

    [Theory]
    [InlineData(0.0005)]
    [InlineData(0.004)]
    [InlineData(0.3)]
    public void WaitFor_OfAPulseBetweenTwoLooks_SeesIt(double length)
    {
        using var machine = new FakeMachine();
        RobotManifest manifest = ManifestReader.Parse(Manifest);
        using HardwareBackend backend = HardwareBackend.Open(manifest, [machine.Family], machine.Time);
        var governor = new Governor(manifest, backend);
        FakeLine button = machine.Gpio.Lines[6];
        machine.Time.At(machine.Time.Nanoseconds + 1_003_000_000, () => button.Drive(true));
        machine.Time.At(machine.Time.Nanoseconds + 1_003_000_000 + (long)(length * 1e9), () => button.Drive(false));
        governor.BeginAction(CancellationToken.None);

        HostReply reply = governor.Invoke(new HostCall(1, Member(DeviceKinds.Input, "WaitFor"), 1, 5));

        Assert.Equal(1, reply.A);
        Assert.InRange(machine.Time.Seconds, 1.003, 1.05);
    }

    [Fact]
    public void MaxOn_OfARelayOnALine_SwitchesThePinOff()
    {
        using var machine = new FakeMachine();
        RobotManifest manifest = ManifestReader.Parse(Manifest);
        using HardwareBackend backend = HardwareBackend.Open(manifest, [machine.Family], machine.Time);
        var governor = new Governor(manifest, backend);
        governor.BeginAction(CancellationToken.None);

        governor.Invoke(new HostCall(0, Member(DeviceKinds.Relay, "On")));
        Assert.False(machine.Gpio.Lines[17].Level);
        Assert.Equal(ErrorCodes.MaxOn, Assert.Throws<DeviceException>(() => governor.Invoke(new HostCall(HostCall.Robot, (int)RobotMember.Wait, 20))).Code);

        Assert.True(machine.Gpio.Lines[17].Level);
    }

    [Fact]
    public void MoveTo_OfAStepper_ReturnsWhenItIsThereNoFasterThanItsLimit()
    {
        using var machine = new FakeMachine();
        var axis = new FakeAxis(machine, 20, 21);
        RobotManifest manifest = ManifestReader.Parse(Manifest);
        using HardwareBackend backend = HardwareBackend.Open(manifest, [machine.Family], machine.Time);
        var governor = new Governor(manifest, backend);
        governor.BeginAction(CancellationToken.None);

        governor.Invoke(new HostCall(2, Member(DeviceKinds.Stepper, "MoveTo"), 30));

        Assert.Equal(300, axis.Position);
        Assert.InRange(machine.Time.Seconds, 3, 4);
        Assert.True(axis.Fastest <= 100.1);
    }

    [Fact]
    public void EStop_InMidMotion_StopsWithinAStep()
    {
        using var machine = new FakeMachine();
        var axis = new FakeAxis(machine, 20, 21);
        RobotManifest manifest = ManifestReader.Parse(Manifest);
        using HardwareBackend backend = HardwareBackend.Open(manifest, [machine.Family], machine.Time);
        var estop = new EStop();
        var governor = new Governor(manifest, backend, estop);
        governor.BeginAction(CancellationToken.None);
        int steps = 0;
        machine.Time.At(machine.Time.Nanoseconds + 1_500_000_000, () =>
        {
            estop.Latch("test");
            steps = axis.Steps.Count;
        });

        Assert.Equal(ErrorCodes.EStop, Assert.Throws<DeviceException>(() => governor.Invoke(new HostCall(2, Member(DeviceKinds.Stepper, "MoveTo"), 90))).Code);
        machine.Time.Advance(10);

        Assert.True(steps > 50);
        Assert.Equal(steps, axis.Steps.Count);
    }

    [Fact]
    public void Open_WithOneDeviceThatCantBeHad_GivesTheOthersBack()
    {
        using var machine = new FakeMachine();
        machine.Gpio.Lines[21].Consumer = "other";

        Assert.Throws<DeviceException>(() => HardwareBackend.Open(ManifestReader.Parse(Manifest), [machine.Family], machine.Time));

        Assert.Equal(0, machine.Kernel.OpenDescriptors);
    }

    /// <summary>Every example of docs/drivers.md is a device that opens.</summary>
    [Fact]
    public void Documentation_HasExamplesThatOpen()
    {
        string[] blocks = File.ReadAllText(Path.Combine(Root(), "docs", "drivers.md")).Split("```yaml\n")[1..];
        var opened = new HashSet<string>(StringComparer.Ordinal);
        foreach (string block in blocks)
        {
            string yaml = block[..block.IndexOf("```", StringComparison.Ordinal)];
            RobotManifest manifest = ManifestReader.Parse("robot: example\ndevices:\n" + string.Concat(yaml.Split('\n').Select(l => $"  {l}\n")));
            foreach (DeviceSpec device in manifest.Devices)
            {
                using FakeMachine machine = Workshop();
                using var driver = machine.Open(device) as IDisposable;
                opened.Add(device.Driver!);
            }
        }

        string[] ours = ["linux.gpio", "linux.hcsr04", "linux.pwm", "linux.servo", "linux.buzzer", "linux.motor", "linux.drive", "linux.stepper", "linux.led", "linux.iio", "linux.hwmon", "linux.w1"];
        Assert.Empty(ours.Except(opened));
    }

    private static FakeMachine Workshop()
    {
        var machine = new FakeMachine(new WorkshopHeader());
        _ = new FakePwmChip(machine.Kernel, 0, 4);
        _ = new FakeLed(machine.Kernel, "ACT");
        machine.Kernel.Add("/sys/bus/iio/devices/iio:device0/name", "ads1115");
        machine.Kernel.Add("/sys/bus/iio/devices/iio:device0/in_voltage0_raw", "100");
        machine.Kernel.Add("/sys/class/hwmon/hwmon0/name", "cpu_thermal");
        machine.Kernel.Add("/sys/class/hwmon/hwmon0/temp1_input", "40000");
        machine.Kernel.Add("/sys/bus/w1/devices/28-00000a1b2c3d/temperature", "20000");
        return machine;
    }

    private static int Member(DeviceKind kind, string name) => kind.Members.Select((m, i) => (m.Name, i)).Single(m => m.Name == name).i;

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "CodeAct.Robotics.sln"))) folder = folder.Parent;
        return folder.FullName;
    }

    private sealed class WorkshopHeader : IHeader
    {
        public string? Board => "workshop";

        public IReadOnlyList<int> Pins => [13, 32];

        public HeaderPin? Find(int number) => number switch
        {
            13 => new HeaderPin("pinctrl-rp1", 27),
            32 => new HeaderPin("pinctrl-rp1", 12) { Pwm = new HeaderPwm("pwmchip0", 0) },
            _ => null,
        };
    }
}
