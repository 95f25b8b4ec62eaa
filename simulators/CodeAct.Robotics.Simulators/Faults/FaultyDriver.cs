using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Simulators;

/// <summary>A driver with faults before it: what goes to the device and what comes from it passes here.</summary>
internal class FaultyDriver : IDeviceDriver
{
    private readonly SimulatedDevice _device;
    private readonly IReadOnlyList<Fault> _faults;
    private readonly SimulatedTime _time;
    private readonly Action<double> _advance;
    private readonly SeededChance _chance;
    private readonly Dictionary<Fault, DeviceState> _last = [];
    private volatile bool _lostPower;

    /// <summary>Puts faults before a device.</summary>
    /// <param name="device">The device.</param>
    /// <param name="faults">Its faults, brownouts included.</param>
    /// <param name="time">The time that all parts share.</param>
    /// <param name="advance">Lets seconds pass, for what is slow.</param>
    /// <param name="seed">Where extra noise comes from.</param>
    public FaultyDriver(SimulatedDevice device, IReadOnlyList<Fault> faults, SimulatedTime time, Action<double> advance, int seed)
    {
        _device = device;
        _faults = faults;
        _time = time;
        _advance = advance;
        _chance = new SeededChance(seed, "fault of " + device.Spec.Name);
    }

    /// <inheritdoc/>
    public bool IsBusy
    {
        get
        {
            if (!_lostPower) return _device.IsBusy;
            _lostPower = false;
            throw new DeviceException(ErrorCodes.DeviceFault, $"{_device.Spec.Name} has no power.");
        }
    }

    /// <inheritdoc/>
    public void Start(DeviceCommand command)
    {
        Delay();
        _lostPower = false;
        if (Active(FaultKind.Brownout) is not null)
            throw new DeviceException(ErrorCodes.DeviceFault, $"{_device.Spec.Name} has no power.");
        if (Active(FaultKind.Refuse) is not null)
            throw new DeviceException(ErrorCodes.DeviceFault, $"{_device.Spec.Name} did not obey.");
        if (Active(FaultKind.Stuck) is null) _device.Start(command);
    }

    /// <inheritdoc/>
    public DeviceState Read()
    {
        // What an actuator says of itself comes from its driver and not from a slow device.
        bool senses = !_device.Spec.Kind.IsActuator;
        if (senses) Delay();
        if (Active(FaultKind.Dropout) is not null)
            throw new DeviceException(ErrorCodes.NoReading, $"{_device.Spec.Name} gives no reading.");
        if (senses && Active(FaultKind.Refuse) is not null)
            throw new DeviceException(ErrorCodes.DeviceFault, $"{_device.Spec.Name} did not answer.");
        DeviceState state = senses && Active(FaultKind.Stuck) is { } stuck ? Last(stuck) : _device.Read();
        return senses ? Distort(state) : state;
    }

    /// <summary>The safe state reaches the device unless it is stuck or has no power.</summary>
    public void MakeSafe(SafeValue safe)
    {
        if (Active(FaultKind.Stuck) is null && Active(FaultKind.Brownout) is null) _device.MakeSafe(safe);
    }

    /// <summary>A fault begins: what happens at that moment and not at the next call.</summary>
    public void Begin(Fault fault)
    {
        switch (fault.Kind)
        {
            case FaultKind.Brownout:
                _lostPower = _device.Truth.Flag && _device.Spec.Kind != DeviceKinds.Gripper;
                _device.LosePower();
                break;
            case FaultKind.Stuck:
                if (_device.Spec.Kind.IsActuator) _device.Freeze();
                else Last(fault);
                break;
        }
    }

    private DeviceState Last(Fault stuck)
    {
        if (!_last.TryGetValue(stuck, out DeviceState state)) _last[stuck] = state = _device.Read();
        return state;
    }

    private DeviceState Distort(DeviceState state)
    {
        double now = _time.Now;
        double value = state.Value;
        foreach (Fault fault in _faults)
        {
            if (!fault.IsActive(now)) continue;
            if (fault.Kind == FaultKind.Bias) value += fault.Offset;
            if (fault.Kind != FaultKind.Noise) continue;
            value += fault.Sigma * _chance.Gaussian();
            if (_device.Spec.Range is { } range) value = range.Clamp(value);
        }

        return state with { Value = value };
    }

    private void Delay()
    {
        if (Active(FaultKind.Slow) is { } slow) _advance(slow.Seconds);
    }

    private Fault? Active(FaultKind kind)
    {
        double now = _time.Now;
        foreach (Fault fault in _faults)
            if (fault.Kind == kind && fault.IsActive(now)) return fault;
        return null;
    }
}
