using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeAct.Robotics.Sandbox.Worker.Analysis;

/// <summary>
/// Estimates how long constant strings get, before the compiler folds them: 23 doublings of a constant make an assembly of half
/// a gigabyte. Keeps what earlier actions declared. By name alone, taking the longest of each name.
/// </summary>
internal sealed class ConstantLengths
{
    private const long MaxLength = 4096;

    private readonly Dictionary<string, long> _known = [];

    public Refusal? Check(CompilationUnitSyntax root)
    {
        var declared = new Dictionary<string, List<ExpressionSyntax>>();
        foreach (VariableDeclaratorSyntax variable in root.DescendantNodes().OfType<VariableDeclaratorSyntax>())
        {
            if (variable.Initializer is null || !IsConstant(variable)) continue;
            if (!declared.TryGetValue(variable.Identifier.ValueText, out List<ExpressionSyntax>? values)) declared[variable.Identifier.ValueText] = values = [];
            values.Add(variable.Initializer.Value);
        }
        foreach ((string name, List<ExpressionSyntax> values) in declared.ToArray())
        {
            if (LengthOf(name, declared, []) > MaxLength)
                return new($"The constant '{name}' gets too long.", values[0].GetLocation().GetLineSpan().StartLinePosition.Line + 1);
        }
        return null;
    }

    private static bool IsConstant(VariableDeclaratorSyntax variable) => variable.Parent?.Parent switch
    {
        FieldDeclarationSyntax field => field.Modifiers.Any(m => m.ValueText == "const"),
        LocalDeclarationStatementSyntax local => local.IsConst,
        _ => false,
    };

    private long LengthOf(string name, Dictionary<string, List<ExpressionSyntax>> declared, HashSet<string> open)
    {
        _known.TryGetValue(name, out long longest);
        if (!declared.TryGetValue(name, out List<ExpressionSyntax>? values) || !open.Add(name)) return longest;
        foreach (ExpressionSyntax value in values)
        {
            long length = 0;
            foreach (var node in value.DescendantNodesAndSelf())
            {
                length += node switch
                {
                    LiteralExpressionSyntax literal => literal.Token.ValueText.Length,
                    InterpolatedStringTextSyntax text => text.TextToken.ValueText.Length,
                    IdentifierNameSyntax identifier => LengthOf(identifier.Identifier.ValueText, declared, open),
                    _ => 0,
                };
                if (length > MaxLength) break;
            }
            longest = Math.Max(longest, length);
        }
        open.Remove(name);
        // Memo for this walk: each constant is measured once, whatever refers to it.
        declared.Remove(name);
        _known[name] = Math.Min(longest, MaxLength + 1);
        return longest;
    }
}
