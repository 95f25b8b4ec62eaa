using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace CodeAct.Robotics.Sandbox.Worker.Weaving;

/// <summary>The syntax of calls of the meter.</summary>
internal static class MeterCalls
{
    private static readonly ExpressionSyntax Meter = ParseExpression("global::CodeAct.Sandbox.Meter");
    private static readonly ExpressionSyntax TickName = Member("Tick"), AtName = Member("At"), PassName = Member("Pass"), EnterName = Member("Enter"),
        LeaveName = Member("Leave"), EnterIteratorName = Member("EnterIterator");

    /// <summary>For <c>catch … when (Alive)</c>.</summary>
    public static readonly CatchFilterClauseSyntax WhenAlive = CatchFilterClause(Member("Alive"));

    public static StatementSyntax Tick(int line) => ExpressionStatement(Call(TickName, Number(line)));

    public static StatementSyntax EnterIterator(int line) => ExpressionStatement(Call(EnterIteratorName, Number(line)));

    public static ExpressionSyntax At(int line, ExpressionSyntax condition) =>
        BinaryExpression(SyntaxKind.LogicalAndExpression, Call(AtName, Number(line)), ParenthesizedExpression(condition.WithoutTrivia()));

    public static ExpressionSyntax Pass(int line, ExpressionSyntax value) => Call(PassName, Number(line), value.WithoutTrivia()).WithTriviaFrom(value);

    public static StatementSyntax Enter(string local, int line) => LocalDeclarationStatement(
        VariableDeclaration(PredefinedType(Token(SyntaxKind.IntKeyword)),
            SingletonSeparatedList(VariableDeclarator(Identifier(local), null, EqualsValueClause(Call(EnterName, Number(line)))))));

    public static StatementSyntax Leave(string local) => ExpressionStatement(Call(LeaveName, IdentifierName(local)));

    public static MemberDeclarationSyntax EnterObject(int line) =>
        ParseMemberDeclaration($"private readonly byte __in = global::CodeAct.Sandbox.Meter.EnterObject({line});")!;

    public static MemberDeclarationSyntax LeaveObject() =>
        ParseMemberDeclaration("private readonly byte __out = global::CodeAct.Sandbox.Meter.LeaveObject();")!;

    private static ExpressionSyntax Member(string name) =>
        MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, Meter, IdentifierName(name));

    private static InvocationExpressionSyntax Call(ExpressionSyntax function, params ExpressionSyntax[] arguments) =>
        InvocationExpression(function, ArgumentList(SeparatedList(arguments.Select(Argument))));

    private static LiteralExpressionSyntax Number(int value) => LiteralExpression(SyntaxKind.NumericLiteralExpression, Literal(value));
}
