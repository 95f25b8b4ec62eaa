using CodeAct.Robotics.Sandbox.Worker.Analysis;
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

    private static readonly string[] Numbers = ["0", "-1", "1", "2147483647", "64", "65", "1000000", "1e308", "0.1", "9223372036854775807"];

    private static readonly string[] Texts = ["\"\"", "\"\\0\\u2028\\ud800\"", "\"\\u001b[2J\"", "new string('x', 100000)", "$\"{1:F99}\"", "null"];

    private static readonly string[] Literals =
        ["0", "-1", "int.MaxValue", "long.MinValue", "1e308", "double.NaN", "0.1m", "\"\"", "\"\\0\\u2028\\ud800\"", "'\\uffff'", "null", "default", "$\"{1:F99}\"", "new string('x', 100000)", "new int[1 << 20]", "true"];

    // Each keeps a statement valid and changes how, how often or where it runs.
    private static readonly string[] Frames =
    [
        "for (int q = 0; q < 1000000; q++) { @ }", "foreach (var q in Enumerable.Range(0, 3)) { @ }", "((Action)(() => { @ }))();", "{ void Q() { @ } Q(); Q(); }", "{ void Q(int n) { if (n > 0) { Q(n - 1); } @ } Q(70); }",
        "try { @ } catch (Exception q) { Print(q.Message); }", "try { throw new InvalidOperationException(\"x\"); } catch { @ } finally { Print(1); }", "while (true) { @ }", "if (Print != null) { @ }", "switch (1) { case 1: @ break; default: break; }",
        "{ IEnumerable<int> Q() { @ yield return 1; } foreach (var q in Q()) Print(q); }", "WaitUntil(() => { @ return true; }, 1);", "{ var q = new Lazy<int>(() => { @ return 1; }); }", "{ Func<int, int> q = null; q = n => { @ return n > 40 ? n : q(n + 1); }; q(0); }",
    ];

    private readonly List<CompilationUnitSyntax> _harmless, _attacks;
    private readonly ILookup<string, SyntaxNode> _pieces;

    /// <param name="harmless">Programs that are allowed: most mutants begin as one, so that many still run.</param>
    /// <param name="attacks">Programs that are not.</param>
    public SyntaxMutator(IEnumerable<string> harmless, IEnumerable<string> attacks)
    {
        (_harmless, _attacks) = ([.. Trees(harmless)], [.. Trees(attacks)]);
        _pieces = _harmless.Concat(_attacks).SelectMany(p => p.DescendantNodes()).Where(n => Sort(n) is not null && n.Span.Length is > 0 and < 600).ToLookup(n => Sort(n)!);
    }

    /// <summary>A program of one to four changes.</summary>
    public string Next(Random random)
    {
        SyntaxNode program = Of(_attacks.Count == 0 || random.Next(4) > 0 ? _harmless : _attacks, random);
        for (int changes = random.Next(1, 4); changes > 0; changes--) program = Change(program, random);
        string text = program.ToFullString();
        return text.Length <= LongestCode * 2 ? text : text[..(LongestCode * 2)];
    }

    private SyntaxNode Change(SyntaxNode program, Random random)
    {
        SyntaxNode[] nodes = [.. program.DescendantNodes().Where(n => Sort(n) is not null)];
        if (nodes.Length == 0) return program;
        SyntaxNode node = Of(nodes, random);
        SyntaxNode[] others = [.. _pieces[Sort(node)!]];
        switch (random.Next(10))
        {
            case 8 or 9 when nodes.OfType<StatementSyntax>().ToArray() is { Length: > 0 } statements:
                StatementSyntax framed = Of(statements, random);
                return Replace(program, framed, SyntaxFactory.ParseStatement(Of(Frames, random).Replace("@", $"{framed.WithoutTrivia()}", StringComparison.Ordinal)));
            case 6 or 7 when nodes.OfType<LiteralExpressionSyntax>().ToArray() is { Length: > 0 } literals:
                LiteralExpressionSyntax literal = Of(literals, random);
                return Replace(program, literal, SyntaxFactory.ParseExpression(Of(literal.IsKind(SyntaxKind.StringLiteralExpression) ? Texts : Numbers, random)));
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

    // What the precheck stops may hang the parser, and here it would hang the fuzzer.
    private static IEnumerable<CompilationUnitSyntax> Trees(IEnumerable<string> programs) => programs
        .Where(p => p.Length <= LongestCode && TextPrecheck.Check(p, LongestCode) is null).Select(p => (CompilationUnitSyntax)CSharpSyntaxTree.ParseText(p, Parse).GetRoot());

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
