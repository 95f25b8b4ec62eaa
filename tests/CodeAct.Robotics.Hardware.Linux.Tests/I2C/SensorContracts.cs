using CodeAct.Robotics.Contracts;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Tests.I2C;

// Each chip keeps what every sensor promises. The contract measures 0 to 100: scale and offset bring that into what the chip can measure.

public sealed class Bme280Temperature_Contract : SensorContract
{
    protected override double Tolerance => 0.02;

    protected override DeviceSpec Spec => Devices.Sensor("linux.bme280", ("channel", "temperature"), ("scale", "2"));

    protected override IDriverBench Open(DeviceSpec spec)
    {
        var clock = new VirtualTime();
        var chip = new FakeBme280(clock);
        return new ChipBench(spec, clock, new ChipKernel().With(1, 0x76, chip), v => chip.Celsius = v / 2);
    }
}

public sealed class Bme280Humidity_Contract : SensorContract
{
    protected override double Tolerance => 0.02;

    protected override DeviceSpec Spec => Devices.Sensor("linux.bme280", ("address", "0x77"), ("channel", "humidity"));

    protected override IDriverBench Open(DeviceSpec spec)
    {
        var clock = new VirtualTime();
        var chip = new FakeBme280(clock);
        return new ChipBench(spec, clock, new ChipKernel().With(1, 0x77, chip), v => chip.Percent = v);
    }
}

public sealed class Bme280Pressure_Contract : SensorContract
{
    protected override double Tolerance => 0.01;

    protected override DeviceSpec Spec => Devices.Sensor("linux.bme280", ("channel", "pressure"), ("scale", "0.2"), ("offset", "-100"));

    protected override IDriverBench Open(DeviceSpec spec)
    {
        var clock = new VirtualTime();
        var chip = new FakeBme280(clock);
        return new ChipBench(spec, clock, new ChipKernel().With(1, 0x76, chip), v => chip.HectoPascal = (v + 100) / 0.2);
    }
}

public sealed class Sht3xTemperature_Contract : SensorContract
{
    protected override double Tolerance => 0.002;

    protected override DeviceSpec Spec => Devices.Sensor("linux.sht3x", ("channel", "temperature"));

    protected override IDriverBench Open(DeviceSpec spec)
    {
        var clock = new VirtualTime();
        var chip = new FakeSht3x(clock);
        return new ChipBench(spec, clock, new ChipKernel().With(1, 0x44, chip), v => chip.Celsius = v);
    }
}

public sealed class Sht3xHumidity_Contract : SensorContract
{
    protected override double Tolerance => 0.001;

    protected override DeviceSpec Spec => Devices.Sensor("linux.sht3x", ("bus", "7"), ("address", "0x45"), ("channel", "humidity"));

    protected override IDriverBench Open(DeviceSpec spec)
    {
        var clock = new VirtualTime();
        var chip = new FakeSht3x(clock);
        return new ChipBench(spec, clock, new ChipKernel().With(7, 0x45, chip), v => chip.Percent = v);
    }
}

public sealed class Ads1115_Contract : SensorContract
{
    protected override double Tolerance => 0.005;

    protected override DeviceSpec Spec => Devices.Sensor("linux.ads1115", ("channel", "2"), ("scale", "50"), ("offset", "-50"));

    protected override IDriverBench Open(DeviceSpec spec)
    {
        var clock = new VirtualTime();
        var chip = new FakeAds1115(clock);
        return new ChipBench(spec, clock, new ChipKernel().With(1, 0x48, chip), v => chip.Volts[2] = (v + 50) / 50);
    }
}

public sealed class Ads1115Difference_Contract : SensorContract
{
    protected override double Tolerance => 0.005;

    protected override DeviceSpec Spec => Devices.Sensor("linux.ads1115", ("channel", "0-1"), ("gain", "16"), ("rate", "860"), ("scale", "500"), ("offset", "50"));

    protected override IDriverBench Open(DeviceSpec spec)
    {
        var clock = new VirtualTime();
        var chip = new FakeAds1115(clock);
        return new ChipBench(spec, clock, new ChipKernel().With(1, 0x48, chip), v => (chip.Volts[0], chip.Volts[1]) = (1, 1 - (v - 50) / 500));
    }
}

public sealed class Ina219Current_Contract : SensorContract
{
    protected override double Tolerance => 0.01;

    protected override DeviceSpec Spec => Devices.Sensor("linux.ina219", ("channel", "current"), ("scale", "40"), ("offset", "20"));

    protected override IDriverBench Open(DeviceSpec spec)
    {
        var clock = new VirtualTime();
        var chip = new FakeIna219(clock, 0.1) { Volts = 12 };
        return new ChipBench(spec, clock, new ChipKernel().With(1, 0x40, chip), v => chip.Amperes = (v - 20) / 40);
    }
}

public sealed class Ina219Voltage_Contract : SensorContract
{
    protected override double Tolerance => 0.01;

    protected override DeviceSpec Spec => Devices.Sensor("linux.ina219", ("channel", "voltage"), ("scale", "4"));

    protected override IDriverBench Open(DeviceSpec spec)
    {
        var clock = new VirtualTime();
        var chip = new FakeIna219(clock, 0.1) { Amperes = -1 };
        return new ChipBench(spec, clock, new ChipKernel().With(1, 0x40, chip), v => chip.Volts = v / 4);
    }
}

public sealed class Ina219Power_Contract : SensorContract
{
    protected override double Tolerance => 0.1;

    protected override DeviceSpec Spec => Devices.Sensor("linux.ina219", ("channel", "power"), ("scale", "3"));

    protected override IDriverBench Open(DeviceSpec spec)
    {
        var clock = new VirtualTime();
        var chip = new FakeIna219(clock, 0.1) { Volts = 20 };
        return new ChipBench(spec, clock, new ChipKernel().With(1, 0x40, chip), v => chip.Amperes = v / 3 / 20);
    }
}

public sealed class Bh1750_Contract : SensorContract
{
    protected override double Tolerance => 0.42;

    protected override DeviceSpec Spec => Devices.Sensor("linux.bh1750");

    protected override IDriverBench Open(DeviceSpec spec)
    {
        var clock = new VirtualTime();
        var chip = new FakeBh1750(clock);
        return new ChipBench(spec, clock, new ChipKernel().With(1, 0x23, chip), v => chip.Lux = v);
    }
}

public sealed class Bh1750Sun_Contract : SensorContract
{
    protected override double Tolerance => 0.002;

    protected override DeviceSpec Spec => Devices.Sensor("linux.bh1750", ("address", "0x5c"), ("scale", "0.001"));

    protected override IDriverBench Open(DeviceSpec spec)
    {
        var clock = new VirtualTime();
        var chip = new FakeBh1750(clock);
        return new ChipBench(spec, clock, new ChipKernel().With(1, 0x5c, chip), v => chip.Lux = v * 1000);
    }
}

public sealed class Mcp9808_Contract : SensorContract
{
    protected override double Tolerance => 0.0313;

    protected override DeviceSpec Spec => Devices.Sensor("linux.mcp9808", ("address", "0x18"));

    protected override IDriverBench Open(DeviceSpec spec)
    {
        var clock = new VirtualTime();
        var chip = new FakeMcp9808(clock);
        return new ChipBench(spec, clock, new ChipKernel().With(1, 0x18, chip), v => chip.Celsius = v);
    }
}

public sealed class Mcp3008_Contract : SensorContract
{
    protected override double Tolerance => 0.066;

    protected override DeviceSpec Spec => Devices.Sensor("linux.mcp3008", ("channel", "5"), ("scale", "40"));

    protected override IDriverBench Open(DeviceSpec spec)
    {
        var clock = new VirtualTime();
        var chip = new FakeMcp3008();
        return new ChipBench(spec, clock, new ChipKernel().With("/dev/spidev0.0", chip), v => chip.Volts[5] = v / 40);
    }
}

public sealed class Vl53l0x_Contract : RangeContract
{
    protected override double Tolerance => 0.05;

    protected override DeviceSpec Spec => Devices.Of(Kind, "linux.vl53l0x", ("scale", "100"));

    protected override IDriverBench Open(DeviceSpec spec)
    {
        var clock = new VirtualTime();
        var chip = new FakeVl53l0x(clock);
        return new ChipBench(spec, clock, new ChipKernel().With(1, 0x29, chip), v => chip.Metres = v / 100);
    }
}
