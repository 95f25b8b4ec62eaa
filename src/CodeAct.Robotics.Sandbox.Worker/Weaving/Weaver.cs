using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace CodeAct.Robotics.Sandbox.Worker.Weaving;

/// <summary>
/// Puts the meter into checked code: a tick before each statement, entry and exit of each function, and the test that makes a
/// spent budget final into each catch. A <c>finally</c> needs none: its first statement's tick throws again.
/// </summary>
internal sealed partial class Weaver(SemanticModel model) : CSharpSyntaxRewriter
{
    private int _locals;

    public override SyntaxNode? VisitCompilationUnit(CompilationUnitSyntax node)
    {
        var members = new List<MemberDeclarationSyntax>(node.Members.Count * 2);
        foreach (MemberDeclarationSyntax member in node.Members)
        {
            if (member is GlobalStatementSyntax or FieldDeclarationSyntax) members.Add(GlobalStatement(MeterCalls.Tick(LineOf(member))));
            members.Add((MemberDeclarationSyntax)Visit(member)!);
        }
        return node.WithMembers(List(members));
    }

    public override SyntaxNode? VisitBlock(BlockSyntax node) => node.WithStatements(Statements(node.Statements));

    public override SyntaxNode? VisitSwitchSection(SwitchSectionSyntax node) =>
        node.WithLabels(VisitList(node.Labels)).WithStatements(Statements(node.Statements));

    public override SyntaxNode? VisitIfStatement(IfStatementSyntax node) => node
        .WithCondition(Expression(node.Condition)).WithStatement(Embedded(node.Statement)).WithElse((ElseClauseSyntax?)Visit(node.Else));

    // An "else if" is part of its chain, not one level deeper.
    public override SyntaxNode? VisitElseClause(ElseClauseSyntax node) =>
        node.WithStatement(node.Statement is IfStatementSyntax ? (StatementSyntax)Visit(node.Statement)! : Embedded(node.Statement));

    public override SyntaxNode? VisitWhileStatement(WhileStatementSyntax node) =>
        node.WithCondition(Condition(node.Condition)!).WithStatement(Loop(node.Statement));

    public override SyntaxNode? VisitDoStatement(DoStatementSyntax node) =>
        node.WithStatement(Loop(node.Statement)).WithCondition(Condition(node.Condition)!);

    public override SyntaxNode? VisitForStatement(ForStatementSyntax node) => node
        .WithDeclaration((VariableDeclarationSyntax?)Visit(node.Declaration)).WithInitializers(VisitList(node.Initializers))
        .WithCondition(Condition(node.Condition)).WithIncrementors(VisitList(node.Incrementors)).WithStatement(Loop(node.Statement));

    public override SyntaxNode? VisitForEachStatement(ForEachStatementSyntax node) =>
        node.WithType((TypeSyntax)Visit(node.Type)!).WithExpression(Expression(node.Expression)).WithStatement(Loop(node.Statement));

    public override SyntaxNode? VisitForEachVariableStatement(ForEachVariableStatementSyntax node) =>
        node.WithVariable(Expression(node.Variable)).WithExpression(Expression(node.Expression)).WithStatement(Loop(node.Statement));

    public override SyntaxNode? VisitUsingStatement(UsingStatementSyntax node) => node
        .WithDeclaration((VariableDeclarationSyntax?)Visit(node.Declaration)).WithExpression((ExpressionSyntax?)Visit(node.Expression))
        .WithStatement(Embedded(node.Statement));

    public override SyntaxNode? VisitCatchClause(CatchClauseSyntax node) =>
        ((CatchClauseSyntax)base.VisitCatchClause(node)!).WithFilter(MeterCalls.WhenAlive);

    public override SyntaxNode? VisitWhereClause(WhereClauseSyntax node) =>
        node.WithCondition(MeterCalls.At(LineOf(node), Expression(node.Condition)));

    public override SyntaxNode? VisitSelectClause(SelectClauseSyntax node) =>
        node.WithExpression(MeterCalls.Pass(LineOf(node), Expression(node.Expression)));

    public override SyntaxNode? VisitLetClause(LetClauseSyntax node) =>
        node.WithExpression(MeterCalls.Pass(LineOf(node), Expression(node.Expression)));

    public override SyntaxNode? VisitOrdering(OrderingSyntax node) =>
        node.WithExpression(MeterCalls.Pass(LineOf(node), Expression(node.Expression)));

    private static int LineOf(SyntaxNode node) => node.GetLocation().GetLineSpan().StartLinePosition.Line + 1;

    private ExpressionSyntax Expression(ExpressionSyntax node) => (ExpressionSyntax)Visit(node)!;

    // A constant condition says whether the loop ends; it must stay one.
    private ExpressionSyntax? Condition(ExpressionSyntax? node) => node switch
    {
        null => null,
        _ when !ConstantGuess.SurelyNot(node) && model.GetConstantValue(node).HasValue => node,
        _ => MeterCalls.At(LineOf(node), Expression(node)),
    };

    private SyntaxList<StatementSyntax> Statements(SyntaxList<StatementSyntax> statements)
    {
        var woven = new List<StatementSyntax>(statements.Count * 2);
        foreach (StatementSyntax statement in statements)
        {
            if (statement is not (BlockSyntax or LocalFunctionStatementSyntax)) woven.Add(MeterCalls.Tick(LineOf(statement)));
            woven.Add((StatementSyntax)Visit(statement)!);
        }
        return List(woven);
    }

    private StatementSyntax Embedded(StatementSyntax statement) =>
        statement is BlockSyntax block ? (StatementSyntax)VisitBlock(block)! : Block(Statements(SingletonList(statement)));

    // A body without a statement of its own must tick, too.
    private StatementSyntax Loop(StatementSyntax body)
    {
        if (body is not BlockSyntax block) return Embedded(body);
        var woven = (BlockSyntax)VisitBlock(block)!;
        return block.Statements.Count > 0 && block.Statements[0] is not (BlockSyntax or LocalFunctionStatementSyntax)
            ? woven : woven.WithStatements(woven.Statements.Insert(0, MeterCalls.Tick(LineOf(body))));
    }
}
