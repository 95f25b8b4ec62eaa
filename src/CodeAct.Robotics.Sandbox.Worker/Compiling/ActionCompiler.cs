using CodeAct.Robotics.Sandbox.Worker.Analysis;
using CodeAct.Robotics.Sandbox.Worker.Diagnosis;
using CodeAct.Robotics.Sandbox.Worker.Protocol;
using CodeAct.Robotics.Sandbox.Worker.Weaving;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;

namespace CodeAct.Robotics.Sandbox.Worker.Compiling;

/// <summary>
/// From text to a checked and woven assembly: one script submission, standing on the one before. Two bindings an action, side by
/// side: one of the text as written, for the checks, and one of the woven text, for the assembly; errors are looked for in the
/// first only where the second has some. What the checks refuse is never loaded.
/// </summary>
internal sealed class ActionCompiler(InitMessage init, Facade facade, CheckSet checks)
{
    private static readonly CSharpParseOptions Parse = new(LanguageVersion.Latest, DocumentationMode.None, SourceCodeKind.Script);

    private static readonly SideThread Checks = new("checks");

    private readonly SubmissionChain _chain = new([.. References.All, facade.Reference], init.Usings, facade.HostType);
    private readonly ConstantLengths _constants = new();

    public CompileOutcome Compile(string code)
    {
        if (Makes(CheckSet.Text) && TextPrecheck.Check(code, init.Budgets.SourceLength) is { } text) return CompileOutcome.Refused(text);
        SyntaxTree tree = CSharpSyntaxTree.ParseText(code, Parse);
        var root = (CompilationUnitSyntax)tree.GetRoot();
        if (Makes(CheckSet.Language) && (TreeLimits.Check(root) ?? LanguageRules.Check(root) ?? _constants.Check(root)) is { } refused) return CompileOutcome.Refused(refused);
        if (CompileErrors.First(tree.GetDiagnostics()) is { } syntax) return CompileOutcome.Failed(CompileErrors.Plain(syntax));

        CSharpCompilation written = _chain.Next(tree);
        SemanticModel model = written.GetSemanticModel(tree);
        Refusal? symbol = null;
        Checks.Start(() => symbol = Makes(CheckSet.Symbols) ? new SymbolCheck(model, AllowList.Default).Check(root) : null);
        using var image = new MemoryStream();
        CSharpCompilation woven;
        EmitResult emitted;
        try
        {
            // A model of its own: a shared one would make the two threads wait for each other.
            var weaver = new Weaver(written.GetSemanticModel(tree));
            woven = Makes(CheckSet.Budgets) ? written.ReplaceSyntaxTree(tree, CSharpSyntaxTree.Create((CompilationUnitSyntax)weaver.Visit(root)!, Parse)) : written;
            emitted = woven.Emit(image);
        }
        finally
        {
            Checks.Finish();
        }
        if (symbol is not null) return CompileOutcome.Refused(symbol);
        if (!emitted.Success)
        {
            Diagnostic? error = CompileErrors.First(written.GetDiagnostics());
            return CompileOutcome.Failed(error is not null
                ? new CompileErrors(model, facade.Words).Of(error)
                : new WorkerError("not-allowed", $"This way of writing it does not work here: {CompileErrors.First(emitted.Diagnostics)?.GetMessage(System.Globalization.CultureInfo.InvariantCulture)} Nothing ran."));
        }
        byte[] bytes = image.ToArray();
        if (Makes(CheckSet.Metadata) && MetadataCheck.Check(bytes) is { } found) return CompileOutcome.Refused(new($"The compiled code has {found}, which is not allowed.", 1));
        return new CompileOutcome(new CompiledAction(woven, bytes, HasResult(root, model)), WorkerStage.Run, null);
    }

    /// <summary>From now on actions stand on this one.</summary>
    public void Accept(CompiledAction action) => _chain.Accept(action.Compilation);

    private bool Makes(CheckSet check) => checks.HasFlag(check);

    private static bool HasResult(CompilationUnitSyntax root, SemanticModel model) =>
        root.Members.LastOrDefault() is GlobalStatementSyntax { Statement: ExpressionStatementSyntax { SemicolonToken.IsMissing: true } last }
        && model.GetTypeInfo(last.Expression).Type is { SpecialType: not SpecialType.System_Void };
}
