using System.Globalization;
using CodeAct.Robotics.Sandbox.Worker.Analysis;
using CodeAct.Robotics.Sandbox.Worker.Protocol;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeAct.Robotics.Sandbox.Worker.Diagnosis;

/// <summary>The first error of a compilation in the words that the model was trained on.</summary>
internal sealed class CompileErrors(SemanticModel model, FacadeWords words)
{
    private const int MaxMessage = 300;

    /// <summary>The first error by place in the text, or null where there is none.</summary>
    public static Diagnostic? First(IEnumerable<Diagnostic> diagnostics) =>
        diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).OrderBy(d => d.Location.SourceSpan.Start).FirstOrDefault();

    /// <summary>An error of the syntax alone.</summary>
    public static WorkerError Plain(Diagnostic error) => new(error.Id, Sentence(error.GetMessage(CultureInfo.InvariantCulture)), LineOf(error));

    /// <summary>An error for the model.</summary>
    public WorkerError Of(Diagnostic error)
    {
        SyntaxNode? node = error.Location.SourceTree?.GetRoot().FindNode(error.Location.SourceSpan, getInnermostNodeForTie: true);
        string name = node is SimpleNameSyntax simple ? simple.Identifier.ValueText : "";
        if (node is not null && error.Id is "CS0103" or "CS0246" or "CS0234" && RefusedName(node) is { } refused)
            return new("not-allowed", Sentence(AllowList.Default.Message(refused)), LineOf(error));
        if (node is not null && name.Length > 0)
        {
            if (error.Id == "CS0103") return Unknown(error, name, node);
            if (error.Id is "CS1061" or "CS0117" && node.Parent is not null) return Missing(error, node, name);
        }
        return Plain(error);
    }

    private static string Sentence(string message)
    {
        if (message.Length > MaxMessage) message = message[..MaxMessage] + "...";
        return message + (message.EndsWith('.') ? "" : ".") + " Nothing ran.";
    }

    private static int? LineOf(Diagnostic error) => error.Location.IsInSource ? error.Location.GetLineSpan().StartLinePosition.Line + 1 : null;

    // System.IO.Pipes may not even be referenced: then its name is unknown, and still the reason is that it is refused.
    private static string? RefusedName(SyntaxNode node)
    {
        while (node.Parent is QualifiedNameSyntax or MemberAccessExpressionSyntax { Expression: SimpleNameSyntax or MemberAccessExpressionSyntax }) node = node.Parent;
        string full = node.ToString().Replace("global::", "", StringComparison.Ordinal);
        if (full.StartsWith("System.", StringComparison.Ordinal)) return AllowList.Default.Instead(full) is null ? null : TypeOf(full);
        return AllowList.Default.RefusedBySimpleName(full.Split('.')[0]);
    }

    // Of System.Net.Sockets.Socket.Connect the first four: what begins with System and goes on to the first known reason, and one more.
    private static string TypeOf(string full)
    {
        string[] parts = full.Split('.', '(', '<');
        int count = 2;
        while (count < parts.Length && AllowList.Default.Instead(string.Join('.', parts[..count])) is null) count++;
        return string.Join('.', parts[..Math.Min(parts.Length, count + 1)]);
    }

    private WorkerError Unknown(Diagnostic error, string name, SyntaxNode node)
    {
        string? member = node.Parent is MemberAccessExpressionSyntax access && access.Expression == node ? access.Name.Identifier.ValueText : null;
        IEnumerable<string> inScope = model.LookupSymbols(node.SpanStart)
            .Where(s => s is ILocalSymbol or IParameterSymbol or IFieldSymbol or IPropertySymbol or IMethodSymbol or IRangeVariableSymbol
                && s.CanBeReferencedByName && s.ContainingType?.SpecialType != SpecialType.System_Object)
            .Select(s => s.Name);
        // A capital before a point means a device; anything else may as well be a variable or function.
        bool device = member is not null && char.IsUpper(name[0]);
        string? near = (device ? DeviceGuess.Of(name, member, words.Devices) : null)
            ?? NearestName.Of(name, words.Devices.Select(d => d.Name).Concat(inScope.Order(StringComparer.Ordinal)).Concat(["Math", "Console", "TimeSpan", "Enumerable"]))
            ?? DeviceGuess.Of(name, member, words.Devices);
        return new(error.Id, $"'{name}' does not exist.{(near is null ? "" : $" Did you mean '{near}'?")} Nothing ran.", LineOf(error), near);
    }

    private WorkerError Missing(Diagnostic error, SyntaxNode node, string name)
    {
        ExpressionSyntax? target = node.Parent switch
        {
            MemberAccessExpressionSyntax access => access.Expression,
            MemberBindingExpressionSyntax => (node.Ancestors().OfType<ConditionalAccessExpressionSyntax>().FirstOrDefault())?.Expression,
            _ => null,
        };
        if (target is null || (model.GetTypeInfo(target).Type ?? model.GetSymbolInfo(target).Symbol as ITypeSymbol) is not { } type) return Plain(error);
        string? near = NearestName.Of(name, model.LookupSymbols(node.SpanStart, type, includeReducedExtensionMethods: true)
            .Where(s => s.CanBeReferencedByName && s is not ITypeSymbol).Select(s => s.Name).Distinct().Order(StringComparer.Ordinal));
        if (words.Device(type.ToDisplayString()) is { } device)
            return new(error.Id, $"{device.Kind} has no '{name}'. It has {device.Members}. Nothing ran.", LineOf(error), near);
        string shown = type.ToMinimalDisplayString(model, node.SpanStart);
        return new(error.Id, $"{shown} has no '{name}'.{(near is null ? "" : $" Did you mean '{near}'?")} Nothing ran.", LineOf(error), near);
    }
}
