using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

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
        HashSet<string>? surely = null;
        CSharpCompilation? previous = null;
        foreach ((CSharpCompilation compilation, HashSet<string> hidden) in _visible)
        {
            previous = compilation;
            // The first one carries the usings.
            if (compilation.ScriptCompilationInfo!.PreviousScriptCompilation is null) break;
            if (!hidden.IsSubsetOf(surely ??= SurelyDeclared((CompilationUnitSyntax)tree.GetRoot()))) break;
        }
        CSharpCompilation start = (previous is null ? _root : _later).WithAssemblyName($"Action{++_count}");
        // Not CreateScriptCompilation: it would look for errors in the previous one each time, and that was emitted without any.
        if (previous is not null) start = start.WithScriptCompilationInfo(_root.ScriptCompilationInfo!.WithPreviousScriptCompilation(previous));
        return start.AddSyntaxTrees(tree);
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

    // What the text alone shows, without binding it: too little only makes the chain longer.
    private static HashSet<string> SurelyDeclared(CompilationUnitSyntax root) =>
        root.Members.OfType<FieldDeclarationSyntax>().SelectMany(f => f.Declaration.Variables).Select(v => v.Identifier.ValueText).ToHashSet();

    private static HashSet<string> Declared(CSharpCompilation compilation)
    {
        var root = (CompilationUnitSyntax)compilation.SyntaxTrees[0].GetRoot();
        var declared = root.Usings.Select(u => u.ToString()).ToHashSet();
        foreach (ISymbol member in compilation.ScriptClass!.GetMembers())
        {
            if (member.IsImplicitlyDeclared || !member.CanBeReferencedByName) continue;
            // Only a variable hides by its name alone: functions of one name overload each other across actions.
            declared.Add(member is IFieldSymbol ? member.Name : member.ToDisplayString());
        }
        return declared;
    }
}
