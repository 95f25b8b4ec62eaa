using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Iot;

/// <summary>
/// The drivers over System.Device.Gpio and Iot.Device.Bindings: <c>iot.gpio</c>, <c>iot.pwm</c>, <c>iot.servo</c>, <c>iot.motor</c>, a chip each, and
/// <c>iot.binding</c> for any other sensor that the bindings have. These libraries keep their descriptors to themselves, so that no other process can
/// make the outputs safe after this one has died: where a <c>linux.…</c> driver does the same, it is the safer one for what moves or heats.
/// </summary>
public sealed class IotFamily : IDriverFamily
{
    private readonly IotParts _parts;

    /// <summary>A family; nothing is opened before the first device.</summary>
    /// <param name="board">Pins, buses and pulses; null for those of this machine. Disposed with the family.</param>
    public IotFamily(IIotBoard? board = null) => _parts = new IotParts(board ?? new IotBoard());

    /// <inheritdoc/>
    public IReadOnlyList<string> Names { get; } = [.. IotDrivers.All.Keys.Order(StringComparer.Ordinal)];

    /// <inheritdoc/>
    public IDeviceDriver Open(DeviceSpec device, IRobotClock clock) => IotDrivers.All[device.Driver ?? ""].Open(device, _parts, clock);

    /// <inheritdoc/>
    public void Dispose() => _parts.Dispose();
}
