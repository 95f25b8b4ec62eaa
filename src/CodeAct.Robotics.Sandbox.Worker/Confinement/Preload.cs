using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CodeAct.Robotics.Sandbox.Worker.Confinement;

/// <summary>Loads what code, compiler and runtime may ask for later: behind the system-call filter no file opens any more.</summary>
internal static class Preload
{
    /// <summary>Loads the assemblies that are referenced from here, and does once what the runtime prepares at its first time.</summary>
    public static void Run()
    {
        var seen = new HashSet<string>();
        foreach (Assembly assembly in (Assembly[])[typeof(Preload).Assembly, typeof(Compilation).Assembly, typeof(CSharpCompilation).Assembly, typeof(Enumerable).Assembly, typeof(List<>).Assembly])
            Load(assembly, seen);
        Exhaust();
        var thread = new Thread(() => { }, 128 << 10);
        thread.Start();
        thread.Join();
        GC.Collect();
    }

    private static void Load(Assembly assembly, HashSet<string> seen)
    {
        foreach (AssemblyName name in assembly.GetReferencedAssemblies())
        {
            if (!seen.Add(name.Name!)) continue;
            try
            {
                Load(Assembly.Load(name), seen);
            }
            catch (Exception e) when (e is FileNotFoundException or FileLoadException or BadImageFormatException)
            {
                // Roslyn names some that only other platforms have.
            }
        }
    }

    // The first failure loads its message, and the first trace what reads symbols.
    private static void Exhaust()
    {
        try
        {
            GC.KeepAlive(GC.AllocateUninitializedArray<long>(int.MaxValue / 2));
        }
        catch (OutOfMemoryException e)
        {
            GC.KeepAlive(e.ToString());
        }
    }
}
