using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeAct.Robotics.Sandbox.Worker.Analysis;

/// <summary>Limits on the shape of a parsed tree: beyond them binding takes exponential time or overflows a stack.</summary>
internal static class TreeLimits
{
    private const int MaxTokens = 4000, MaxDepth = 150, MaxLambdas = 4, MaxClauses = 12, MaxChain = 64, MaxOperators = 100, MaxRanks = 8, MaxGenerics = 8;

    public static Refusal? Check(SyntaxNode root)
    {
        int tokens = 0;
        foreach (SyntaxToken token in root.DescendantTokens())
            if (++tokens > MaxTokens) return At(token.GetLocation(), $"The code has more than {MaxTokens:N0} words and signs.");
        return Walk(root, new Nesting());
    }

    // Recursive: the thread has a stack for a tree of any 16 KB of text, and the depth is what is looked for.
    private static Refusal? Walk(SyntaxNode node, Nesting outer)
    {
        Nesting here = outer.Into(node);
        if (here.Excess is { } excess) return At(node.GetLocation(), excess);
        foreach (SyntaxNode child in node.ChildNodes())
            if (Walk(child, here) is { } refusal) return refusal;
        return null;
    }

    private static Refusal At(Location location, string message) => new(message, location.GetLineSpan().StartLinePosition.Line + 1);

    private readonly record struct Nesting(int Depth, int Lambdas, int Chain, int Operators, int Generics)
    {
        public string? Excess { get; private init; }

        public Nesting Into(SyntaxNode node)
        {
            bool lambda = node is AnonymousFunctionExpressionSyntax;
            var inner = new Nesting(
                Depth + 1,
                lambda ? Lambdas + 1 : Lambdas,
                node is MemberAccessExpressionSyntax or ConditionalAccessExpressionSyntax or ElementAccessExpressionSyntax ? Chain + 1 : node is StatementSyntax || lambda ? 0 : Chain,
                node is BinaryExpressionSyntax or ConditionalExpressionSyntax or PrefixUnaryExpressionSyntax or PostfixUnaryExpressionSyntax or BinaryPatternSyntax
                    or UnaryPatternSyntax or CastExpressionSyntax or AssignmentExpressionSyntax or SwitchExpressionSyntax ? Operators + 1 : node is StatementSyntax || lambda ? 0 : Operators,
                node is GenericNameSyntax or TupleTypeSyntax ? Generics + 1 : node is StatementSyntax ? 0 : Generics);
            // Sums and chains are left-deep trees, with two nodes a member: they have limits of their own.
            int depth = inner.Depth - inner.Operators - 2 * inner.Chain;
            return inner with
            {
                Excess = inner.Lambdas > MaxLambdas ? $"Lambdas may be nested {MaxLambdas} deep."
                    : inner.Chain > MaxChain ? $"At most {MaxChain} members may be chained in one expression."
                    : inner.Operators > MaxOperators ? $"At most {MaxOperators} operators may follow each other in one expression."
                    : inner.Generics > MaxGenerics ? $"Generic types may be nested {MaxGenerics} deep."
                    : node is ArrayTypeSyntax array && array.RankSpecifiers.Count > MaxRanks ? $"Arrays may be nested {MaxRanks} deep."
                    : node is QueryBodySyntax query && query.Clauses.Count > MaxClauses ? $"A query may have {MaxClauses} clauses."
                    : depth > MaxDepth ? "The code is nested too deep." : null,
            };
        }
    }
}
