using CodeAct.Robotics.Contracts;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Mqtt.Tests.Devices;

// A device behind a broker is a driver like any other: it keeps what every driver of its kind promises.

public sealed class MqttRelay_Contract : RelayContract
{
    protected override DeviceSpec Spec => base.Spec with { With = DriverSettings.Of(("profile", "tasmota"), ("device", "plug")) };

    protected override IDriverBench Open(DeviceSpec spec) => new MemoryBench(spec, new FakePlug());
}

public sealed class MqttDimmer_Contract : DimmerContract
{
    // 254 levels.
    protected override double Tolerance => 0.5 / 254 + 1e-9;

    protected override DeviceSpec Spec => base.Spec with { With = DriverSettings.Of(("profile", "zigbee2mqtt"), ("device", "lamp")) };

    protected override IDriverBench Open(DeviceSpec spec) => new MemoryBench(spec, new FakeZigbeeLamp());
}

public sealed class MqttServo_Contract : ServoContract
{
    // A shutter tells whole steps and stops within one.
    protected override double Tolerance => 1.1;

    protected override DeviceSpec Spec => base.Spec with { With = DriverSettings.Of(("profile", "tasmota"), ("device", "blind")) };

    protected override IDriverBench Open(DeviceSpec spec) => new MemoryBench(spec, new FakeShutter());
}

public sealed class MqttSensor_Contract : SensorContract
{
    protected override DeviceSpec Spec => base.Spec with { With = DriverSettings.Of(("profile", "tasmota"), ("device", "probe"), ("field", "AM2301.Temperature")) };

    protected override IDriverBench Open(DeviceSpec spec) => new MemoryBench(spec, new FakeSensor());
}

public sealed class MqttRange_Contract : RangeContract
{
    protected override DeviceSpec Spec => base.Spec with { With = DriverSettings.Of(("profile", "tasmota"), ("device", "probe"), ("field", "AM2301.Temperature")) };

    protected override IDriverBench Open(DeviceSpec spec) => new MemoryBench(spec, new FakeSensor());
}

public sealed class MqttInput_Contract : InputContract
{
    protected override DeviceSpec Spec => base.Spec with { With = DriverSettings.Of(("profile", "zigbee2mqtt"), ("device", "door"), ("field", "contact"), ("on", "false"), ("off", "true")) };

    protected override IDriverBench Open(DeviceSpec spec) => new MemoryBench(spec, new FakeContact());
}

public sealed class MqttColorLight_Contract : ColorLightContract
{
    protected override DeviceSpec Spec => base.Spec with { With = DriverSettings.Of(("profile", "home-assistant"), ("device", "shelf/mood")) };

    protected override IDriverBench Open(DeviceSpec spec) => new MemoryBench(spec, new FakeColorLight());
}

public sealed class MqttBuzzer_Contract : BuzzerContract
{
    protected override DeviceSpec Spec => base.Spec with { With = DriverSettings.Of(("profile", "tasmota"), ("device", "bell")) };

    protected override IDriverBench Open(DeviceSpec spec) => new MemoryBench(spec, new FakeBuzzer());
}

public sealed class MqttDisplay_Contract : DisplayContract
{
    protected override DeviceSpec Spec => base.Spec with { With = DriverSettings.Of(("profile", "home-assistant"), ("device", "hall/display")) };

    protected override IDriverBench Open(DeviceSpec spec) => new MemoryBench(spec, new FakeDisplay());
}
