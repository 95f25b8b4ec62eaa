using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CodeAct.Robotics.Sandbox.Worker.Compiling;

/// <summary>
/// The submissions that the next action can still see. Roslyn looks every name up in each of them, so a long chain costs time:
/// one that declares nothing, or nothing that the next does not declare anew, is left out.
/// </summary>
internal sealed class SubmissionChain
{
    private readonly CSharpCompilation _root, _later;
    private readonly Stack<(CSharpCompilation Compilation, HashSet<string> Declared)> _visible = new();
    private int _count;

    public SubmissionChain(IReadOnlyList<MetadataReference> references, IReadOnlyList<string> usings, Type hostType)
    {
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, usings: usings, optimizationLevel: OptimizationLevel.Release, concurrentBuild: false, warningLevel: 0);
        _root = CSharpCompilation.CreateScriptCompilation("Action", null, references, options, null, typeof(object), hostType);
        // Later ones inherit the first one's usings; repeated, each would be searched again for each name.
        _later = _root.WithOptions(options.WithUsings());
    }

    /// <summary>How many submissions are in the chain.</summary>
    public int Length => _visible.Count;

    /// <summary>A submission that stands on what it leaves visible.</summary>
    public CSharpCompilation Next(SyntaxTree tree)
    {
        string name = $"Action{++_count}";
        HashSet<string>? declared = null;
        CSharpCompilation? previous = null;
        // The first one carries the usings.
        foreach ((CSharpCompilation compilation, HashSet<string> hidden) in _visible)
        {
            previous = compilation;
            if (compilation.ScriptCompilationInfo!.PreviousScriptCompilation is null) break;
            declared ??= Declared(On(null, name, tree));
            if (!hidden.IsSubsetOf(declared)) break;
        }
        return On(previous, name, tree);
    }

    /// <summary>From now on actions see it.</summary>
    public void Accept(CSharpCompilation compilation)
    {
        CSharpCompilation? previous = compilation.ScriptCompilationInfo!.PreviousScriptCompilation;
        HashSet<string> declared = Declared(compilation);
        if (declared.Count == 0 && previous is not null) return;
        while (_visible.Count > 0 && !ReferenceEquals(_visible.Peek().Compilation, previous)) _visible.Pop();
        _visible.Push((compilation, declared));
    }

    private CSharpCompilation On(CSharpCompilation? previous, string name, SyntaxTree tree)
    {
        CSharpCompilation start = (previous is null ? _root : _later).WithAssemblyName(name);
        // Not CreateScriptCompilation: it would look for errors in the previous one each time, and that was emitted without any.
        if (previous is not null) start = start.WithScriptCompilationInfo(_root.ScriptCompilationInfo!.WithPreviousScriptCompilation(previous));
        return start.AddSyntaxTrees(tree);
    }

    private static HashSet<string> Declared(CSharpCompilation compilation)
    {
        SyntaxNode root = compilation.SyntaxTrees[0].GetRoot();
        var declared = root.ChildNodes().OfType<Microsoft.CodeAnalysis.CSharp.Syntax.UsingDirectiveSyntax>().Select(u => u.ToString()).ToHashSet();
        foreach (ISymbol member in compilation.ScriptClass!.GetMembers())
        {
            if (member.IsImplicitlyDeclared || !member.CanBeReferencedByName) continue;
            // Functions of one name overload each other across actions; anything else hides by its name.
            declared.Add(member is IMethodSymbol method ? method.ToDisplayString() : member is INamedTypeSymbol type ? type.MetadataName : member.Name);
        }
        return declared;
    }
}
