using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeAct.Robotics.Attacks.Fuzzing;

/// <summary>
/// New programs of old ones by syntax tree: a piece gives way to a piece of the same sort from another program, statements move, are
/// doubled and vanish, literals go to their extremes. What comes out mostly parses and often compiles, and means something else.
/// </summary>
internal sealed class SyntaxMutator
{
    private const int LongestCode = 4_000;

    private static readonly CSharpParseOptions Parse = new(LanguageVersion.Latest, DocumentationMode.None, SourceCodeKind.Script);

    private static readonly string[] Literals =
        ["0", "-1", "int.MaxValue", "long.MinValue", "1e308", "double.NaN", "0.1m", "\"\"", "\"\\0\\u2028\\ud800\"", "'\\uffff'", "null", "default", "$\"{1:F99}\"", "new string('x', 100000)", "new int[1 << 20]", "true"];

    private readonly List<CompilationUnitSyntax> _programs;
    private readonly ILookup<string, SyntaxNode> _pieces;

    public SyntaxMutator(IEnumerable<string> programs)
    {
        _programs = [.. programs.Where(p => p.Length <= LongestCode).Select(p => (CompilationUnitSyntax)CSharpSyntaxTree.ParseText(p, Parse).GetRoot())];
        _pieces = _programs.SelectMany(p => p.DescendantNodes()).Where(n => Sort(n) is not null && n.Span.Length is > 0 and < 600).ToLookup(n => Sort(n)!);
    }

    /// <summary>A program of one to four changes.</summary>
    public string Next(Random random)
    {
        SyntaxNode program = Of(_programs, random);
        for (int changes = random.Next(1, 5); changes > 0; changes--) program = Change(program, random);
        string text = program.ToFullString();
        return text.Length <= LongestCode * 2 ? text : text[..(LongestCode * 2)];
    }

    private SyntaxNode Change(SyntaxNode program, Random random)
    {
        SyntaxNode[] nodes = [.. program.DescendantNodes().Where(n => Sort(n) is not null)];
        if (nodes.Length == 0) return program;
        SyntaxNode node = Of(nodes, random);
        SyntaxNode[] others = [.. _pieces[Sort(node)!]];
        switch (random.Next(8))
        {
            case 0 when node is StatementSyntax && node.Parent is BlockSyntax:
                return program.RemoveNode(node, SyntaxRemoveOptions.KeepNoTrivia) ?? program;
            case 1 when node is StatementSyntax && node.Parent is BlockSyntax:
                return program.InsertNodesBefore(node, [node]);
            case 2 when node is ExpressionSyntax:
                return Replace(program, node, SyntaxFactory.ParseExpression(Of(Literals, random)));
            case 3 when node is ExpressionSyntax:
                return Replace(program, node, SyntaxFactory.ParseExpression($"((Func<object>)(() => {node.WithoutTrivia()}))()"));
            case 4 when node is StatementSyntax:
                return Replace(program, node, SyntaxFactory.ParseStatement($"try {{ {node.WithoutTrivia()} }} finally {{ {Of(others, random).WithoutTrivia()} }}"));
            default:
                return Replace(program, node, Of(others, random));
        }
    }

    private static SyntaxNode Replace(SyntaxNode program, SyntaxNode node, SyntaxNode other)
    {
        try
        {
            return program.ReplaceNode(node, other.WithTriviaFrom(node));
        }
        catch (Exception e) when (e is InvalidCastException or ArgumentException or InvalidOperationException)
        {
            // This place takes no such piece.
            return program;
        }
    }

    private static string? Sort(SyntaxNode node) => node switch
    {
        StatementSyntax => "statement",
        TypeSyntax when node.Parent is not ExpressionSyntax => "type",
        ExpressionSyntax => "expression",
        MemberDeclarationSyntax and not GlobalStatementSyntax => "member",
        ArgumentListSyntax => "arguments",
        ParameterListSyntax => "parameters",
        _ => null,
    };

    private static T Of<T>(IReadOnlyList<T> all, Random random) => all[random.Next(all.Count)];
}
