using System.Reflection;

namespace CodeAct.Robotics.Sandbox.Worker.Diagnosis;

/// <summary>
/// How the facade's types are called towards the model. A class that is a kind of device says so with
/// <c>internal const string Kind = "relay";</c>; its public members in their order are what it has. A static class
/// <c>CodeAct.Devices.Descriptions</c> may hold the manifest's words for the devices: a string array <c>All</c> in the devices' order.
/// </summary>
internal sealed class FacadeWords
{
    private readonly Dictionary<string, (string? Kind, string Members)> _types = [];

    public FacadeWords(Assembly facade, Type host)
    {
        foreach (Type type in facade.GetTypes())
        {
            var kind = (string?)type.GetField("Kind", BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)?.GetRawConstantValue();
            if (type.FullName is { } name) _types[name] = (kind, string.Join(", ", Signatures(type)));
        }
        PropertyInfo[] devices = host.GetProperties().Where(p => Device(p.PropertyType.FullName ?? "") is not null).ToArray();
        string[] descriptions = facade.GetType("CodeAct.Devices.Descriptions")?.GetField("All", BindingFlags.Static | BindingFlags.NonPublic)?.GetValue(null) as string[] ?? [];
        Devices = [.. devices.Select((d, i) => new DeviceWords(d.Name, i < descriptions.Length ? descriptions[i] : "", MemberNames(d.PropertyType)))];
    }

    /// <summary>The devices, in the order of the manifest.</summary>
    public IReadOnlyList<DeviceWords> Devices { get; }

    /// <summary>The kind's word and the members of a facade type, or null where it is no device.</summary>
    public (string Kind, string Members)? Device(string type) =>
        _types.TryGetValue(type, out var words) && words.Kind is { } kind ? (kind, words.Members) : null;

    private static HashSet<string> MemberNames(Type type) => [.. Members(type).Select(m => m.Name)];

    private static IEnumerable<MemberInfo> Members(Type type) => type
        .GetMembers(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly)
        .Where(m => m is PropertyInfo or MethodInfo { IsSpecialName: false, IsVirtual: false });

    private static IEnumerable<string> Signatures(Type type) => Members(type)
        .OrderBy(m => m is PropertyInfo)
        .ThenBy(m => m.MetadataToken & 0xFFFFFF)
        .Select(m => m is MethodInfo method ? $"{m.Name}({string.Join(", ", method.GetParameters().Select(p => p.Name))})" : m.Name)
        .Distinct();
}
