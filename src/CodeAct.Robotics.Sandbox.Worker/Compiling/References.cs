using CodeAct.Sandbox;
using Microsoft.CodeAnalysis;

namespace CodeAct.Robotics.Sandbox.Worker.Compiling;

/// <summary>The assemblies that code compiles against: made once, since each costs time and memory.</summary>
internal static class References
{
    private static readonly string[] Framework = ["System.Private.CoreLib", "System.Runtime", "System.Collections", "System.Linq"];

    private static readonly string OwnName = typeof(Meter).Assembly.GetName().Name!;

    /// <summary>The runtime's assemblies and this one, for the bridge.</summary>
    public static readonly IReadOnlyList<MetadataReference> All = Load();

    /// <summary>True for an assembly that is held against the allow-list.</summary>
    public static bool IsForeign(string assembly) => assembly == OwnName || Array.IndexOf(Framework, assembly) >= 0;

    private static List<MetadataReference> Load()
    {
        string folder = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var all = Framework.Select(name => (MetadataReference)MetadataReference.CreateFromFile(Path.Combine(folder, name + ".dll"))).ToList();
        all.Add(MetadataReference.CreateFromFile(typeof(Meter).Assembly.Location));
        return all;
    }
}
