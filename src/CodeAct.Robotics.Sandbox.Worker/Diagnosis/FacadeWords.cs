using System.Reflection;

namespace CodeAct.Robotics.Sandbox.Worker.Diagnosis;

/// <summary>
/// How the facade's types are called towards the model. A class that is a kind of device says so with
/// <c>internal const string Kind = "relay";</c>; its public members in their order are what it has.
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
        Devices = host.GetProperties().Where(p => _types.TryGetValue(p.PropertyType.FullName ?? "", out var words) && words.Kind is not null).Select(p => p.Name).ToArray();
    }

    /// <summary>The names of the devices, in the order of the manifest.</summary>
    public IReadOnlyList<string> Devices { get; }

    /// <summary>The kind's word and the members of a facade type, or null where it is no device.</summary>
    public (string Kind, string Members)? Device(string type) =>
        _types.TryGetValue(type, out var words) && words.Kind is { } kind ? (kind, words.Members) : null;

    private static IEnumerable<string> Signatures(Type type) => type
        .GetMembers(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly)
        .OrderBy(m => m.MetadataToken & 0xFFFFFF)
        .Where(m => m is PropertyInfo or MethodInfo { IsSpecialName: false, IsVirtual: false })
        .OrderBy(m => m is PropertyInfo)
        .Select(m => m is MethodInfo method ? $"{m.Name}({string.Join(", ", method.GetParameters().Select(p => p.Name))})" : m.Name)
        .Distinct();
}
