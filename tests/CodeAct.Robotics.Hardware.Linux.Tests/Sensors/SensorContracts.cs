using System.Globalization;
using CodeAct.Robotics.Contracts;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Tests;

public sealed class IioSensor_Contract : SensorContract
{
    private const string Folder = "/sys/bus/iio/devices/iio:device0";

    // A count of the converter.
    protected override double Tolerance => 0.005;

    protected override DeviceSpec Spec => FakeMachine.Device(Kind, "linux.iio", ("device", "ads1115"), ("channel", "voltage0"), ("scale", "0.05")) with { Range = Range };

    protected override IDriverBench Open(DeviceSpec spec)
    {
        var machine = new FakeMachine();
        machine.Kernel.Add($"{Folder}/name", FakeFile.ReadOnly("ads1115\n"));
        machine.Kernel.Add($"{Folder}/in_voltage_scale", "0.125000000\n");
        FakeFile raw = machine.Kernel.Add($"{Folder}/in_voltage0_raw", FakeFile.ReadOnly("0\n"));
        return new LinuxBench(spec, machine, present: v => raw.Text = Math.Round(v / 0.05 / 0.125).ToString(CultureInfo.InvariantCulture));
    }
}

public sealed class IioRange_Contract : RangeContract
{
    private const string Folder = "/sys/bus/iio/devices/iio:device3";

    protected override double Tolerance => 0.0006;

    protected override DeviceSpec Spec => FakeMachine.Device(Kind, "linux.iio", ("device", "vl53l0x"), ("channel", "distance")) with { Range = Range };

    protected override IDriverBench Open(DeviceSpec spec)
    {
        var machine = new FakeMachine();
        machine.Kernel.Add($"{Folder}/name", FakeFile.ReadOnly("vl53l0x\n"));
        machine.Kernel.Add($"{Folder}/in_distance_scale", FakeFile.ReadOnly("0.001000\n"));
        FakeFile raw = machine.Kernel.Add($"{Folder}/in_distance_raw", FakeFile.ReadOnly("0\n"));
        return new LinuxBench(spec, machine, present: v => raw.Text = Math.Round(v * 1000).ToString(CultureInfo.InvariantCulture));
    }
}

public sealed class HwmonSensor_Contract : SensorContract
{
    private const string Folder = "/sys/class/hwmon/hwmon1";

    protected override DeviceSpec Spec => FakeMachine.Device(Kind, "linux.hwmon", ("device", "cpu_thermal"), ("channel", "temp1")) with { Range = Range };

    protected override IDriverBench Open(DeviceSpec spec)
    {
        var machine = new FakeMachine();
        machine.Kernel.Add($"{Folder}/name", FakeFile.ReadOnly("cpu_thermal\n"));
        FakeFile temperature = machine.Kernel.Add($"{Folder}/temp1_input", FakeFile.ReadOnly("0\n"));
        return new LinuxBench(spec, machine, present: v => temperature.Text = Math.Round(v * 1000).ToString(CultureInfo.InvariantCulture));
    }
}

public sealed class OneWireSensor_Contract : SensorContract
{
    protected override DeviceSpec Spec => FakeMachine.Device(Kind, "linux.w1") with { Range = Range };

    protected override IDriverBench Open(DeviceSpec spec)
    {
        var machine = new FakeMachine();
        FakeFile scratchpad = machine.Kernel.Add("/sys/bus/w1/devices/28-00000a1b2c3d/w1_slave", FakeFile.ReadOnly(""));
        Present(0);
        return new LinuxBench(spec, machine, present: Present);

        void Present(double value) => scratchpad.Text = string.Create(CultureInfo.InvariantCulture,
            $"50 05 4b 46 7f ff 10 10 1c : crc=1c YES\n50 05 4b 46 7f ff 10 10 1c t={Math.Round(value * 1000)}\n");
    }
}
