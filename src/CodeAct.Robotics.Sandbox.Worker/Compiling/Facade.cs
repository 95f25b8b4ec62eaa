using System.Reflection;
using CodeAct.Robotics.Sandbox.Worker.Diagnosis;
using CodeAct.Robotics.Sandbox.Worker.Protocol;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CodeAct.Robotics.Sandbox.Worker.Compiling;

/// <summary>The robot's API of one session: compiled once from the trusted source, with what code finds beside it.</summary>
internal sealed class Facade
{
    private static readonly string Support = ReadSupport();

    private Facade(MetadataReference reference, Type hostType, FacadeWords words)
    {
        Reference = reference;
        HostType = hostType;
        Words = words;
    }

    /// <summary>For actions to compile against.</summary>
    public MetadataReference Reference { get; }

    /// <summary>The class whose members are in scope.</summary>
    public Type HostType { get; }

    /// <summary>How its types are called towards the model.</summary>
    public FacadeWords Words { get; }

    /// <exception cref="FacadeException">The source does not compile, or lacks the host type.</exception>
    public static Facade Compile(InitMessage init, ScriptContext context)
    {
        var parse = new CSharpParseOptions(LanguageVersion.Latest);
        var compilation = CSharpCompilation.Create(
            "CodeAct.Facade",
            [CSharpSyntaxTree.ParseText(Support, parse), CSharpSyntaxTree.ParseText(init.Source, parse)],
            References.All,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, warningLevel: 0,
                nullableContextOptions: NullableContextOptions.Annotations, concurrentBuild: false));
        using var image = new MemoryStream();
        var emitted = compilation.Emit(image);
        if (!emitted.Success) throw new FacadeException(string.Join("\n", emitted.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Take(5)));
        byte[] bytes = image.ToArray();
        Assembly assembly = context.Load(bytes);
        Type host = assembly.GetType(init.HostType) ?? throw new FacadeException($"The facade has no type {init.HostType}.");
        return new Facade(MetadataReference.CreateFromImage(bytes), host, new FacadeWords(assembly, host));
    }

    private static string ReadSupport()
    {
        using Stream stream = typeof(Facade).Assembly.GetManifestResourceStream("Support.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

/// <summary>The host gave a facade that does not work: a fault of this program, not of a model.</summary>
internal sealed class FacadeException(string message) : Exception(message);
