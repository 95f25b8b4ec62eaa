using CodeAct.Robotics.Contracts;
using CodeAct.Robotics.Files;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Iot.Tests;

/// <summary>Sensors whose chip is one of the fakes.</summary>
public abstract class ChipContract(int address, double tolerance, string driver, params (string Key, string Value)[] settings) : SensorContract
{
    protected override DeviceSpec Spec => base.Spec with { Driver = driver, With = DriverSettings.Of(settings) };

    protected override double Tolerance => tolerance;

    private protected abstract FakeChip Chip { get; }

    protected override IDriverBench Open(DeviceSpec spec)
    {
        var board = new FakeBoard();
        board.Chips[address] = Chip;
        return new IotBench(board, spec, present: (b, v) => ((FakeChip)b.Chips[address]).Present = v);
    }
}

public sealed class IotBme280Tests() : ChipContract(0x76, 0.01, "iot.bme280", ("channel", "temperature"))
{
    private protected override FakeChip Chip => new FakeBme280();
}

/// <summary>The binding rounds to a tenth.</summary>
public sealed class IotSht3xTests() : ChipContract(0x44, 0.051, "iot.sht3x", ("channel", "humidity"))
{
    private protected override FakeChip Chip => new FakeSht3x();
}

public sealed class IotAds1115Tests() : ChipContract(0x48, 0.004, "iot.ads1115", ("channel", "2"), ("gain", "2/3"), ("scale", "20"))
{
    private protected override FakeChip Chip => new FakeAds1115();
}

/// <summary>Up to 25 V: beyond what the binding has with the right sign.</summary>
public sealed class IotIna219Tests() : ChipContract(0x40, 0.02, "iot.ina219", ("channel", "voltage"), ("scale", "4"))
{
    private protected override FakeChip Chip => new FakeIna219();
}

public sealed class IotBh1750Tests() : ChipContract(0x23, 0.5, "iot.bh1750")
{
    private protected override FakeChip Chip => new FakeBh1750();
}

public sealed class IotAnyBindingTests() : ChipContract(0x44, 0.051, "iot.binding", ("type", "Sht3x.Sht3x"), ("read", "Humidity"), ("address", "0x44"))
{
    private protected override FakeChip Chip => new FakeSht3x();
}

public sealed class ChipTests
{
    private static DeviceSpec Sensor(string driver, params (string, string)[] settings) => new() { Name = "Air", Kind = DeviceKinds.Sensor, Driver = driver, With = DriverSettings.Of(settings) };

    private static IotBench Open(DeviceSpec spec, params (int Address, FakeChip Chip)[] chips)
    {
        var board = new FakeBoard();
        foreach ((int address, FakeChip chip) in chips) board.Chips[address] = chip;
        return new IotBench(board, spec);
    }

    [Fact]
    public void Open_NobodyAtTheAddress_SaysWhatToCheck()
    {
        var e = Assert.Throws<DeviceException>(() => Open(Sensor("iot.bme280", ("channel", "temperature"))));

        Assert.Equal(ErrorCodes.DeviceFault, e.Code);
        Assert.Contains("does not answer", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_AnotherChipAtTheAddress_IsRefusedAndTheBusLetGo()
    {
        var other = new RegisterChip();
        other.Registers[0xd0] = 0x58;

        Assert.Throws<DeviceException>(() => Open(Sensor("iot.bme280", ("channel", "temperature")), (0x76, other)));

        Assert.True(other.IsDisposed);
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(9, false)]
    public void Read_TransfersThatFail_AreTriedAgainAndThenToldAsNoReading(int failing, bool works)
    {
        var chip = new FakeSht3x { Present = 40 };
        using IotBench bench = Open(Sensor("iot.sht3x", ("channel", "humidity")), (0x44, chip));

        chip.Failing = failing;

        if (works) Assert.Equal(40, bench.Driver.Read().Value, 0.051);
        else Assert.Equal(ErrorCodes.NoReading, Assert.Throws<DeviceException>(() => bench.Driver.Read()).Code);
    }

    [Fact]
    public void Read_AWrongChecksum_IsNoReadingAndNotTheOneBefore()
    {
        var chip = new FakeSht3x { Present = 40 };
        using IotBench bench = Open(Sensor("iot.sht3x", ("channel", "humidity")), (0x44, chip));
        Assert.Equal(40, bench.Driver.Read().Value, 0.051);

        (chip.Present, chip.IsNoisy) = (90, true);

        Assert.Equal(ErrorCodes.NoReading, Assert.Throws<DeviceException>(() => bench.Driver.Read()).Code);
        Assert.Equal(0x92, FakeSht3x.Sum([0xbe, 0xef]));
    }

    [Fact]
    public void Read_TwoDevicesOfOneChip_ShareIt()
    {
        var chip = new FakeSht3x { Present = 40 };
        using IotBench bench = Open(Sensor("iot.sht3x", ("channel", "humidity")), (0x44, chip));
        IDeviceDriver warmth = bench.Also(Sensor("iot.sht3x", ("channel", "temperature")) with { Name = "Warmth" });

        Assert.Equal(40, bench.Driver.Read().Value, 0.051);
        Assert.Equal(20, warmth.Read().Value, 0.051);
        Assert.Contains("Sht3x", Assert.Throws<DeviceException>(() => bench.Also(Sensor("iot.bme280", ("address", "0x44"), ("channel", "humidity")))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1.5)]
    [InlineData(-1.5)]
    [InlineData(0)]
    public void Read_ACurrentInEitherDirection_HasItsSign(double amperes)
    {
        using IotBench bench = Open(Sensor("iot.ina219", ("channel", "current"), ("shunt", "0.1"), ("max-current", "2")), (0x40, new FakeIna219 { Amperes = amperes }));

        Assert.Equal(amperes, bench.Driver.Read().Value, 0.001);
    }

    [Fact]
    public void Open_MoreCurrentThanTheShuntLetsMeasure_IsRefusedWithWhatFits()
    {
        var e = Assert.Throws<InvalidFileException>(() => Open(Sensor("iot.ina219", ("channel", "current"), ("shunt", "0.1"), ("max-current", "5"))));

        Assert.Contains("3.2 or less", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_AVoltageBeyondTheGain_IsNoReading()
    {
        using IotBench bench = Open(Sensor("iot.ads1115", ("channel", "2"), ("gain", "16")), (0x48, new FakeAds1115 { Present = 100 }));

        Assert.Equal(ErrorCodes.NoReading, Assert.Throws<DeviceException>(() => bench.Driver.Read()).Code);
    }

    [Theory]
    [InlineData("°C", 20)]
    [InlineData("°F", 68)]
    [InlineData("K", 293.15)]
    [InlineData("", 20)]
    public void Binding_AQuantity_IsToldInTheManifestsUnit(string unit, double expected)
    {
        using IotBench bench = Open(Sensor("iot.binding", ("type", "Iot.Device.Sht3x.Sht3x"), ("read", "Temperature"), ("address", "0x44")) with { Unit = unit }, (0x44, new FakeSht3x { Present = 40 }));

        Assert.Equal(expected, bench.Driver.Read().Value, 0.1);
    }

    [Fact]
    public void Binding_AUnitThatTheQuantityHasNot_IsNoReadingThatSaysSo()
    {
        using IotBench bench = Open(Sensor("iot.binding", ("type", "Sht3x.Sht3x"), ("read", "Temperature"), ("address", "0x44")) with { Unit = "kg" }, (0x44, new FakeSht3x { Present = 40 }));

        Assert.Contains("kg", Assert.Throws<DeviceException>(() => bench.Driver.Read()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Binding_AMethodWithAnOutParameter_IsRead()
    {
        using IotBench bench = Open(Sensor("iot.binding", ("type", "Bmxx80.Bme280"), ("read", "Temperature"), ("address", "0x76")) with { Unit = "°C" }, (0x76, new FakeBme280 { Present = 21.5 }));

        Assert.Equal(21.5, bench.Driver.Read().Value, 0.01);
    }

    [Theory]
    [InlineData("Sht3x.Sht3", "Temperature", "Sht3x.Sht3x")]
    [InlineData("Sht3x.Sht3x", "Temprature", "Temperature")]
    [InlineData("System.Diagnostics.Process", "Id", "no class")]
    public void Binding_ANameThatIsNotThere_SaysWhichAre(string type, string read, string said)
    {
        var e = Assert.Throws<InvalidFileException>(() => Open(Sensor("iot.binding", ("type", type), ("read", read), ("address", "0x44"))));

        Assert.Contains(said, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Dispose_LetsTheChipGo()
    {
        var chip = new FakeSht3x();
        Open(Sensor("iot.sht3x", ("channel", "humidity")), (0x44, chip)).Dispose();

        Assert.True(chip.IsDisposed);
    }
}
