using CodeAct.Robotics.Contracts;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Simulators.Tests;

// A fault that has not begun yet changes nothing: the decorated driver keeps the same promises.

public sealed class FaultyBeforeRelay_Contract : RelayContract
{
    protected override IDriverBench Open(DeviceSpec spec) =>
        new SimulatedBench(spec, [new Fault { Kind = FaultKind.Stuck, Device = spec.Name, After = 1e6 }]);
}

public sealed class FaultyBeforeStepper_Contract : StepperContract
{
    protected override IDriverBench Open(DeviceSpec spec) =>
        new SimulatedBench(spec, [new Fault { Kind = FaultKind.Stuck, Device = spec.Name, After = 1e6 }]);
}

public sealed class FaultyBeforeDrive_Contract : DriveContract
{
    protected override IDriverBench Open(DeviceSpec spec) =>
        new SimulatedBench(spec, [new Fault { Kind = FaultKind.Stuck, Device = spec.Name, After = 1e6 }]);
}

public sealed class FaultyBeforeSensor_Contract : SensorContract
{
    protected override IDriverBench Open(DeviceSpec spec) =>
        new SimulatedBench(spec, [new Fault { Kind = FaultKind.Stuck, Device = spec.Name, After = 1e6 }]);
}

public sealed class FaultyBeforeBuzzer_Contract : BuzzerContract
{
    protected override IDriverBench Open(DeviceSpec spec) =>
        new SimulatedBench(spec, [new Fault { Kind = FaultKind.Stuck, Device = spec.Name, After = 1e6 }]);
}
