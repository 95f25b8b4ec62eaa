using CodeAct.Robotics.Contracts;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Simulators.Tests;

// A simulated device is a driver like any other: it keeps what every driver of its kind promises.

public sealed class SimulatedRelay_Contract : RelayContract
{
    protected override IDriverBench Open(DeviceSpec spec) => new SimulatedBench(spec, []);
}

public sealed class SimulatedDimmer_Contract : DimmerContract
{
    protected override IDriverBench Open(DeviceSpec spec) => new SimulatedBench(spec, []);
}

public sealed class SimulatedServo_Contract : ServoContract
{
    protected override IDriverBench Open(DeviceSpec spec) => new SimulatedBench(spec, []);
}

public sealed class SimulatedMotor_Contract : MotorContract
{
    protected override IDriverBench Open(DeviceSpec spec) => new SimulatedBench(spec, []);
}

public sealed class SimulatedStepper_Contract : StepperContract
{
    protected override IDriverBench Open(DeviceSpec spec) => new SimulatedBench(spec, []);
}

public sealed class SimulatedDrive_Contract : DriveContract
{
    protected override IDriverBench Open(DeviceSpec spec) => new SimulatedBench(spec, []);
}

public sealed class SimulatedGripper_Contract : GripperContract
{
    protected override IDriverBench Open(DeviceSpec spec) => new SimulatedBench(spec, []);
}

public sealed class SimulatedSensor_Contract : SensorContract
{
    protected override IDriverBench Open(DeviceSpec spec) => new SimulatedBench(spec, []);
}

public sealed class SimulatedInput_Contract : InputContract
{
    protected override IDriverBench Open(DeviceSpec spec) => new SimulatedBench(spec, []);
}

public sealed class SimulatedRange_Contract : RangeContract
{
    protected override IDriverBench Open(DeviceSpec spec) => new SimulatedBench(spec, []);
}

public sealed class SimulatedColorLight_Contract : ColorLightContract
{
    protected override IDriverBench Open(DeviceSpec spec) => new SimulatedBench(spec, []);
}

public sealed class SimulatedBuzzer_Contract : BuzzerContract
{
    protected override IDriverBench Open(DeviceSpec spec) => new SimulatedBench(spec, []);
}

public sealed class SimulatedDisplay_Contract : DisplayContract
{
    protected override IDriverBench Open(DeviceSpec spec) => new SimulatedBench(spec, []);
}
