using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace CodeAct.Robotics.Sandbox.Worker.Analysis;

/// <summary>Walks the operations of the code: what it calls without writing it, and the type behind every expression.</summary>
internal sealed class OperationCheck(SymbolCheck symbols) : OperationWalker
{
    private string? _refused;
    private SyntaxNode? _where;

    public static Refusal? Check(SyntaxNode root, SemanticModel model, SymbolCheck symbols)
    {
        var walker = new OperationCheck(symbols);
        foreach (SyntaxNode node in root.DescendantNodes())
        {
            if (!MayBeRoot(node) || model.GetOperation(node) is not { Parent: null } operation) continue;
            walker.Visit(operation);
            if (walker._refused is { } refused)
                return new(AllowList.Default.Message(refused), walker._where!.GetLocation().GetLineSpan().StartLinePosition.Line + 1);
        }
        return null;
    }

    public override void Visit(IOperation? operation)
    {
        if (operation is null || _refused is not null) return;
        if ((symbols.Refused(operation.Type) ?? Member(operation)) is { } refused)
        {
            _refused = refused;
            _where = operation.Syntax;
            return;
        }
        base.Visit(operation);
    }

    private static bool MayBeRoot(SyntaxNode node) =>
        node is StatementSyntax { Parent: GlobalStatementSyntax } or EqualsValueClauseSyntax or ArrowExpressionClauseSyntax
            or BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or ConstructorInitializerSyntax or PrimaryConstructorBaseTypeSyntax;

    private string? Member(IOperation operation) => operation switch
    {
        IInvocationOperation o => symbols.Refused(o.TargetMethod) ?? symbols.Refused(o.ConstrainedToType),
        IObjectCreationOperation o => symbols.Refused(o.Constructor),
        IMemberReferenceOperation o => symbols.Refused(o.Member) ?? symbols.Refused(o.ConstrainedToType),
        IConversionOperation o => symbols.Refused(o.OperatorMethod),
        IBinaryOperation o => symbols.Refused(o.OperatorMethod),
        IUnaryOperation o => symbols.Refused(o.OperatorMethod),
        IIncrementOrDecrementOperation o => symbols.Refused(o.OperatorMethod),
        ICompoundAssignmentOperation o => symbols.Refused(o.OperatorMethod) ?? symbols.Refused(o.InConversion.MethodSymbol) ?? symbols.Refused(o.OutConversion.MethodSymbol),
        IRangeOperation o => symbols.Refused(o.Method),
        IWithOperation o => symbols.Refused(o.CloneMethod),
        IRecursivePatternOperation o => symbols.Refused(o.DeconstructSymbol) ?? symbols.Refused(o.MatchedType),
        IDeclarationPatternOperation o => symbols.Refused(o.MatchedType),
        ITypePatternOperation o => symbols.Refused(o.MatchedType),
        IListPatternOperation o => symbols.Refused(o.LengthSymbol) ?? symbols.Refused(o.IndexerSymbol),
        ISlicePatternOperation o => symbols.Refused(o.SliceSymbol),
        IImplicitIndexerReferenceOperation o => symbols.Refused(o.LengthSymbol) ?? symbols.Refused(o.IndexerSymbol),
        ICollectionExpressionOperation o => symbols.Refused(o.ConstructMethod),
        ISpreadOperation o => symbols.Refused(o.ElementConversion.MethodSymbol),
        IIsTypeOperation o => symbols.Refused(o.TypeOperand),
        ITypeOfOperation => "System.Type",
        IDynamicInvocationOperation or IDynamicMemberReferenceOperation or IDynamicObjectCreationOperation or IDynamicIndexerAccessOperation => "dynamic",
        IAddressOfOperation or IFunctionPointerInvocationOperation => "A pointer",
        _ => null,
    };
}
