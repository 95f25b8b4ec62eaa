using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace CodeAct.Robotics.Sandbox.Worker.Weaving;

/// <summary>Functions of every sort: each enters and leaves the meter, also where its body is an expression.</summary>
internal sealed partial class Weaver
{
    public override SyntaxNode? VisitMethodDeclaration(MethodDeclarationSyntax node) =>
        Body(node, model.GetDeclaredSymbol(node)?.ReturnsVoid ?? true) is not { } body ? base.VisitMethodDeclaration(node)
            : node.WithExpressionBody(null).WithSemicolonToken(default).WithBody(body);

    public override SyntaxNode? VisitLocalFunctionStatement(LocalFunctionStatementSyntax node)
    {
        bool isVoid = (model.GetDeclaredSymbol(node) as IMethodSymbol)?.ReturnsVoid ?? true;
        BlockSyntax? body = node.Body is not null ? Function(node.Body) : node.ExpressionBody is null ? null : Function(node.ExpressionBody.Expression, isVoid);
        return body is null ? base.VisitLocalFunctionStatement(node) : node.WithExpressionBody(null).WithSemicolonToken(default).WithBody(body);
    }

    public override SyntaxNode? VisitConstructorDeclaration(ConstructorDeclarationSyntax node) =>
        Body(node, true) is not { } body ? node
            : node.WithInitializer((ConstructorInitializerSyntax?)Visit(node.Initializer)).WithExpressionBody(null).WithSemicolonToken(default).WithBody(body);

    public override SyntaxNode? VisitOperatorDeclaration(OperatorDeclarationSyntax node) =>
        Body(node, model.GetDeclaredSymbol(node)?.ReturnsVoid ?? false) is not { } body ? node : node.WithExpressionBody(null).WithSemicolonToken(default).WithBody(body);

    public override SyntaxNode? VisitConversionOperatorDeclaration(ConversionOperatorDeclarationSyntax node) =>
        Body(node, false) is not { } body ? node : node.WithExpressionBody(null).WithSemicolonToken(default).WithBody(body);

    public override SyntaxNode? VisitPropertyDeclaration(PropertyDeclarationSyntax node) => node.ExpressionBody is not { } arrow
        ? base.VisitPropertyDeclaration(node)
        : node.WithExpressionBody(null).WithSemicolonToken(default).WithAccessorList(Getter(arrow));

    public override SyntaxNode? VisitIndexerDeclaration(IndexerDeclarationSyntax node) => node.ExpressionBody is not { } arrow
        ? base.VisitIndexerDeclaration(node)
        : node.WithExpressionBody(null).WithSemicolonToken(default).WithAccessorList(Getter(arrow));

    public override SyntaxNode? VisitAccessorDeclaration(AccessorDeclarationSyntax node)
    {
        BlockSyntax? body = node.Body is not null ? Function(node.Body)
            : node.ExpressionBody is null ? null : Function(node.ExpressionBody.Expression, !node.IsKind(SyntaxKind.GetAccessorDeclaration));
        return body is null ? node : node.WithExpressionBody(null).WithSemicolonToken(default).WithBody(body);
    }

    public override SyntaxNode? VisitSimpleLambdaExpression(SimpleLambdaExpressionSyntax node) =>
        node.WithExpressionBody(null).WithBlock(Lambda(node)).WithTriviaFrom(node);

    public override SyntaxNode? VisitParenthesizedLambdaExpression(ParenthesizedLambdaExpressionSyntax node) =>
        node.WithExpressionBody(null).WithBlock(Lambda(node)).WithTriviaFrom(node);

    public override SyntaxNode? VisitAnonymousMethodExpression(AnonymousMethodExpressionSyntax node) => node.WithBlock(Lambda(node));

    public override SyntaxNode? VisitClassDeclaration(ClassDeclarationSyntax node) => Object((ClassDeclarationSyntax)base.VisitClassDeclaration(node)!, node);

    public override SyntaxNode? VisitRecordDeclaration(RecordDeclarationSyntax node) => Object((RecordDeclarationSyntax)base.VisitRecordDeclaration(node)!, node);

    private BlockSyntax? Body(BaseMethodDeclarationSyntax node, bool isVoid) =>
        node.Body is not null ? Function(node.Body) : node.ExpressionBody is null ? null : Function(node.ExpressionBody.Expression, isVoid);

    private BlockSyntax Lambda(AnonymousFunctionExpressionSyntax node) => node.Body is BlockSyntax block
        ? Function(block)
        : Function((ExpressionSyntax)node.Body, MayStandAlone(node.Body) && ((model.GetSymbolInfo(node).Symbol as IMethodSymbol)?.ReturnsVoid ?? false));

    // Only these can be a function without a value; asking the model means binding the code once more.
    private static bool MayStandAlone(SyntaxNode body) => body is InvocationExpressionSyntax or AssignmentExpressionSyntax or PostfixUnaryExpressionSyntax
        or PrefixUnaryExpressionSyntax or ObjectCreationExpressionSyntax or ImplicitObjectCreationExpressionSyntax or ConditionalAccessExpressionSyntax or ThrowExpressionSyntax;

    private AccessorListSyntax Getter(ArrowExpressionClauseSyntax arrow) =>
        AccessorList(SingletonList(AccessorDeclaration(SyntaxKind.GetAccessorDeclaration, Function(arrow.Expression, false))));

    private BlockSyntax Function(BlockSyntax body)
    {
        SyntaxList<StatementSyntax> statements = Statements(body.Statements);
        if (IsIterator(body)) return Block(statements.Insert(0, MeterCalls.EnterIterator(LineOf(body))));
        return Metered(LineOf(body), Block(statements));
    }

    private BlockSyntax Function(ExpressionSyntax expression, bool isVoid)
    {
        ExpressionSyntax woven = Expression(expression).WithoutTrivia();
        StatementSyntax only = woven is ThrowExpressionSyntax thrown ? ThrowStatement(thrown.Expression)
            : isVoid ? ExpressionStatement(woven)
            : ReturnStatement(Token(SyntaxKind.ReturnKeyword).WithTrailingTrivia(Space), woven, Token(SyntaxKind.SemicolonToken));
        return Metered(LineOf(expression), Block(only));
    }

    private BlockSyntax Metered(int line, BlockSyntax body)
    {
        string local = $"__m{_locals++}";
        return Block(MeterCalls.Enter(local, line), TryStatement(body, default, FinallyClause(Block(MeterCalls.Leave(local)))));
    }

    private static bool IsIterator(BlockSyntax body) => body
        .DescendantNodes(n => n is not (LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax))
        .Any(n => n is YieldStatementSyntax);

    // Initialisers of fields run before any constructor's body: new C() there would never pass a function's entry.
    private static TypeDeclarationSyntax Object(TypeDeclarationSyntax woven, TypeDeclarationSyntax original)
    {
        bool initializes = original.Members.Any(m => !m.Modifiers.Any(SyntaxKind.StaticKeyword) && !m.Modifiers.Any(SyntaxKind.ConstKeyword) && m switch
        {
            FieldDeclarationSyntax field => field.Declaration.Variables.Any(v => v.Initializer is not null),
            EventFieldDeclarationSyntax happening => happening.Declaration.Variables.Any(v => v.Initializer is not null),
            PropertyDeclarationSyntax property => property.Initializer is not null,
            _ => false,
        });
        if (!initializes) return woven;
        return woven.WithMembers(woven.Members.Insert(0, MeterCalls.EnterObject(LineOf(original))).Add(MeterCalls.LeaveObject()));
    }
}
