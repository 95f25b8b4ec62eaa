using System.Reflection;
using System.Runtime.Loader;

namespace CodeAct.Robotics.Sandbox.Worker.Compiling;

/// <summary>Where the facade and the actions of one session are loaded; they find each other by name.</summary>
internal sealed class ScriptContext : AssemblyLoadContext
{
    private readonly Dictionary<string, Assembly> _loaded = [];

    public Assembly Load(byte[] image)
    {
        using var stream = new MemoryStream(image, writable: false);
        Assembly assembly = LoadFromStream(stream);
        _loaded[assembly.GetName().Name!] = assembly;
        return assembly;
    }

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName) => _loaded.GetValueOrDefault(assemblyName.Name!);
}
