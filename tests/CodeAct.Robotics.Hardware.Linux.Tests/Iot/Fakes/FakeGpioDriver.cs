using System.Device.Gpio;

namespace CodeAct.Robotics.Hardware.Iot.Tests;

/// <summary>Sixty-four pins, each with what it was told and what is outside; it notes every level that an output had.</summary>
internal sealed class FakeGpioDriver : GpioDriver
{
    private readonly Dictionary<int, PinMode> _modes = [];
    private readonly Dictionary<int, PinValue> _levels = [];

    /// <summary>The next use fails so.</summary>
    public Exception? Fault { get; set; }

    public HashSet<int> OpenPins { get; } = [];

    public List<(int Pin, PinValue Level)> Written { get; } = [];

    public PinValue this[int pin]
    {
        get => _levels.GetValueOrDefault(pin, PinValue.Low);
        set => _levels[pin] = value;
    }

    public PinMode Mode(int pin) => _modes[pin];

    protected override int PinCount => 64;

    protected override void OpenPin(int pinNumber)
    {
        Fail();
        OpenPins.Add(pinNumber);
    }

    protected override void ClosePin(int pinNumber) => OpenPins.Remove(pinNumber);

    protected override void SetPinMode(int pinNumber, PinMode mode) => _modes[pinNumber] = mode;

    protected override PinMode GetPinMode(int pinNumber) => _modes.GetValueOrDefault(pinNumber, PinMode.Input);

    protected override bool IsPinModeSupported(int pinNumber, PinMode mode) => mode != PinMode.InputPullDown;

    protected override PinValue Read(int pinNumber)
    {
        Fail();
        return this[pinNumber];
    }

    protected override void Write(int pinNumber, PinValue value)
    {
        Fail();
        this[pinNumber] = value;
        lock (Written) Written.Add((pinNumber, value));
    }

    protected override WaitForEventResult WaitForEvent(int pinNumber, PinEventTypes eventTypes, CancellationToken cancellationToken) => throw new NotSupportedException();

    protected override void AddCallbackForPinValueChangedEvent(int pinNumber, PinEventTypes eventTypes, PinChangeEventHandler callback) => throw new NotSupportedException();

    protected override void RemoveCallbackForPinValueChangedEvent(int pinNumber, PinChangeEventHandler callback) => throw new NotSupportedException();

    private void Fail()
    {
        if (Fault is { } fault) throw fault;
    }
}
