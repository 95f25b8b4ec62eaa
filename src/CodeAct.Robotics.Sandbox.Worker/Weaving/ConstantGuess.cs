using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeAct.Robotics.Sandbox.Worker.Weaving;

/// <summary>Tells from the text alone that a condition is no constant: binding it to be sure costs a third of a millisecond.</summary>
internal static class ConstantGuess
{
    /// <summary>True where it calls something, or reads a loop's own variable.</summary>
    public static bool SurelyNot(ExpressionSyntax condition) => condition.DescendantNodesAndSelf().Any(n => n switch
    {
        // nameof(x) is a constant.
        InvocationExpressionSyntax call => call.Expression is MemberAccessExpressionSyntax,
        IdentifierNameSyntax name => name.Ancestors().OfType<ForStatementSyntax>().Any(f => Declares(f, name.Identifier.ValueText)),
        _ => false,
    });

    private static bool Declares(ForStatementSyntax loop, string name) =>
        loop.Declaration?.Variables.Any(v => v.Identifier.ValueText == name) == true;
}
