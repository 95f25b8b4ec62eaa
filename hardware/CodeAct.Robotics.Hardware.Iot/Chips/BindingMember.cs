using System.Device.I2c;
using System.Reflection;
using UnitsNet;

namespace CodeAct.Robotics.Hardware.Iot;

/// <summary>A class of Iot.Device.Bindings and the one of its members that gives a number, found by name.</summary>
/// <param name="Constructor">Takes an <see cref="I2cDevice"/> first; the rest has defaults.</param>
/// <param name="Member">A property; a method without parameters; or a method that gives truth and has one <c>out</c> parameter.</param>
internal sealed record BindingMember(ConstructorInfo Constructor, MemberInfo Member)
{
    private static readonly Assembly Bindings = typeof(global::Iot.Device.Bmxx80.Bme280).Assembly;

    /// <summary>The classes that can be made over I2C alone, by their names without Iot.Device.</summary>
    public static IReadOnlyDictionary<string, ConstructorInfo> Types { get; } = Bindings.GetExportedTypes()
        .Where(t => t is { IsClass: true, IsAbstract: false, ContainsGenericParameters: false })
        .Select(t => (Type: t, Constructor: t.GetConstructors().Where(TakesI2c).MinBy(c => c.GetParameters().Length)))
        .Where(t => t.Constructor is not null)
        .ToDictionary(t => t.Type.FullName!.Replace("Iot.Device.", "", StringComparison.Ordinal), t => t.Constructor!);

    /// <summary>The names of a class that give a number.</summary>
    public static IEnumerable<string> Readable(Type type) => type.GetMembers(BindingFlags.Public | BindingFlags.Instance).Where(GivesNumber).Select(m => m.Name).Distinct().Order(StringComparer.Ordinal);

    /// <summary>The member of that name, also where Read, TryRead or Get stands before it; null where there is none.</summary>
    public static BindingMember? Find(ConstructorInfo constructor, string name)
    {
        string[] names = [name, $"Read{name}", $"TryRead{name}", $"Get{name}", $"TryGet{name}"];
        MemberInfo? found = constructor.DeclaringType!.GetMembers(BindingFlags.Public | BindingFlags.Instance).Where(GivesNumber)
            .Where(m => names.Contains(m.Name)).MinBy(m => Array.IndexOf(names, m.Name));
        return found is null ? null : new BindingMember(constructor, found);
    }

    /// <summary>Makes the chip's object.</summary>
    public object Make(I2cDevice wire) =>
        Constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, [wire, .. Constructor.GetParameters().Skip(1).Select(p => p.DefaultValue)], null);

    /// <summary>Reads; null where the chip says that it has nothing.</summary>
    /// <param name="chip">What <see cref="Make"/> made.</param>
    /// <param name="unit">The manifest's unit for a quantity that has one; empty for the binding's own.</param>
    /// <exception cref="IOException">The quantity can't be said in that unit.</exception>
    public double? Read(object chip, string unit)
    {
        object? value;
        if (Member is PropertyInfo property) value = property.GetMethod!.Invoke(chip, BindingFlags.DoNotWrapExceptions, null, null, null);
        else
        {
            var method = (MethodInfo)Member;
            object?[] arguments = [.. method.GetParameters().Select(p => p.IsOut ? null : p.DefaultValue)];
            value = method.Invoke(chip, BindingFlags.DoNotWrapExceptions, null, arguments, null);
            if (method.ReturnType == typeof(bool) && arguments is [.., var given]) value = value is true ? given : null;
        }
        return value switch
        {
            null => null,
            IQuantity quantity => In(quantity, unit),
            _ => Convert.ToDouble(value),
        };
    }

    private static double In(IQuantity quantity, string unit)
    {
        if (unit.Length == 0) return (double)quantity.Value;
        if (UnitParser.Default.TryParse(unit, quantity.QuantityInfo.UnitType, out Enum? known)) return quantity.As(known);
        throw new IOException($"a {quantity.QuantityInfo.Name} is never in '{unit}'.");
    }

    private static bool TakesI2c(ConstructorInfo constructor) => constructor.GetParameters() is [var first, .. var rest] && first.ParameterType == typeof(I2cDevice) && rest.All(p => p.HasDefaultValue);

    private static bool GivesNumber(MemberInfo member) => member switch
    {
        PropertyInfo { GetMethod.IsPublic: true } property => property.GetIndexParameters().Length == 0 && IsNumber(property.PropertyType),
        MethodInfo { IsSpecialName: false } method when method.ReturnType == typeof(bool) => method.GetParameters() is [{ IsOut: true } only] && IsNumber(only.ParameterType.GetElementType()!),
        MethodInfo { IsSpecialName: false } method => IsNumber(method.ReturnType) && method.DeclaringType != typeof(object) && method.GetParameters().All(p => p.HasDefaultValue),
        _ => false,
    };

    private static bool IsNumber(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return typeof(IQuantity).IsAssignableFrom(type) || (!type.IsEnum && Type.GetTypeCode(type) is >= TypeCode.SByte and <= TypeCode.Decimal);
    }
}
