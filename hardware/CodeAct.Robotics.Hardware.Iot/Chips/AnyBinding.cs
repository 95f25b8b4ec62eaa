using System.Reflection;
using CodeAct.Robotics.Files;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Iot;

/// <summary>
/// <c>iot.binding</c>: a sensor or range finder by any class of Iot.Device.Bindings that needs I2C alone. Settings: bus, address (required), type (the class's
/// name, such as <c>Mcp9808.Mcp9808</c>; <c>Iot.Device.</c> may stand before it), read (a property or method that gives a number or a quantity, such as
/// <c>Temperature</c>), scale, offset. A quantity is told in the manifest's unit.
/// </summary>
internal static class AnyBinding
{
    public static IDeviceDriver Open(DeviceSpec device, IotParts parts, IRobotClock clock)
    {
        var settings = device.With.Read(map => (Member: Member(map), Place: new I2cPlace(map.Whole("bus", 1, 0, 255), map.RequiredWhole("address", "Write the chip's address, such as 0x18.", 0x03, 0x77)), Calibrate: map.Calibration()));
        BindingMember member = settings.Member!;
        SharedChip<Bound> chip = parts.Chip(device, settings.Place, wire => new Bound(member.Make(wire)));
        if (chip.Use(c => c.Chip.GetType()) != member.Constructor.DeclaringType) throw new DeviceException(ErrorCodes.DeviceFault, $"{device.Name} can't be a {member.Constructor.DeclaringType!.Name}: another device has {settings.Place} as something else.");
        string unit = device.Kind == DeviceKinds.Range ? "m" : device.Unit;
        return new ChipSensor(device, settings.Calibrate, new ValueRange(double.MinValue, double.MaxValue), () => chip.Use(c => member.Read(c.Chip, unit)));
    }

    private static BindingMember? Member(YamlMap map)
    {
        string type = map.Required("type", "Write a class of Iot.Device.Bindings, such as Mcp9808.Mcp9808."), read = map.Required("read", "Write the property or method to read, such as Temperature.");
        if (type.Length == 0 || read.Length == 0) return null;
        if (type.StartsWith("Iot.Device.", StringComparison.Ordinal)) type = type["Iot.Device.".Length..];
        if (!BindingMember.Types.TryGetValue(type, out ConstructorInfo? constructor))
        {
            string? near = NearestName.Of(type, BindingMember.Types.Keys);
            map.Refuse("type", $"'{type}' is no class of Iot.Device.Bindings that needs I2C alone.", near is null ? "Look it up at github.com/dotnet/iot, src/devices." : $"Did you mean '{near}'?");
            return null;
        }
        if (BindingMember.Find(constructor, read) is { } member) return member;
        map.Refuse("read", $"{type} has nothing of that name that gives a number.", $"It has: {string.Join(", ", BindingMember.Readable(constructor.DeclaringType!))}.");
        return null;
    }

    private sealed class Bound(object chip) : IDisposable
    {
        public object Chip => chip;

        public void Dispose() => (chip as IDisposable)?.Dispose();
    }
}
