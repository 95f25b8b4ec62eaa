using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeAct.Robotics.Sandbox.Worker.Analysis;

/// <summary>
/// Holds every symbol that the code means, written or implied, against the allow-list. Written ones come from the names in the
/// text, candidates included; implied ones (conversions, foreach, deconstruction, initialisers, patterns) from the operations.
/// </summary>
internal sealed class SymbolCheck(SemanticModel model, AllowList allowed)
{
    private readonly Dictionary<ISymbol, string?> _verdicts = new(SymbolEqualityComparer.Default);

    /// <summary>Null where everything is allowed.</summary>
    public Refusal? Check(SyntaxNode root)
    {
        foreach (SyntaxNode node in root.DescendantNodes())
        {
            if ((Named(node) ?? Implied(node)) is { } refused)
                return new(allowed.Message(refused), node.GetLocation().GetLineSpan().StartLinePosition.Line + 1);
            if (node is BaseObjectCreationExpressionSyntax creation && MakesItself(creation))
                return new("An own object can't be made in ': this(...)' or ': base(...)'; make it in the constructor's body.", node.GetLocation().GetLineSpan().StartLinePosition.Line + 1);
        }
        return OperationCheck.Check(root, model, this);
    }

    /// <summary>The full name of what is refused, or null.</summary>
    public string? Refused(ISymbol? symbol)
    {
        if (symbol is null) return null;
        if (_verdicts.TryGetValue(symbol, out string? known)) return known;
        // Recursive types such as class N : IComparable<N> meet themselves.
        _verdicts[symbol] = null;
        return _verdicts[symbol] = Judge(symbol);
    }

    private string? Named(SyntaxNode node)
    {
        if (node is not SimpleNameSyntax name || node.Parent is NameColonSyntax or NameEqualsSyntax) return null;
        // What stands behind var shows in the operations, after the name that brought it.
        if (name.IsVar) return null;
        SymbolInfo info = model.GetSymbolInfo(name);
        if (info.Symbol is not null) return Refused(info.Symbol);
        foreach (ISymbol candidate in info.CandidateSymbols)
            if (Refused(candidate) is { } refused) return refused;
        return null;
    }

    private string? Implied(SyntaxNode node) => node switch
    {
        CommonForEachStatementSyntax loop => ForEach(model.GetForEachStatementInfo(loop))
            ?? (loop is ForEachVariableStatementSyntax variable ? Deconstruction(model.GetDeconstructionInfo(variable)) : null),
        AssignmentExpressionSyntax assignment when assignment.IsKind(SyntaxKind.SimpleAssignmentExpression) => Deconstruction(model.GetDeconstructionInfo(assignment)),
        ConstructorInitializerSyntax initializer => Refused(model.GetSymbolInfo(initializer).Symbol),
        PrimaryConstructorBaseTypeSyntax initializer => Refused(model.GetSymbolInfo(initializer).Symbol),
        BaseTypeSyntax type => Refused(model.GetTypeInfo(type.Type).Type),
        _ => null,
    };

    private string? ForEach(ForEachStatementInfo info) =>
        Refused(info.GetEnumeratorMethod) ?? Refused(info.MoveNextMethod) ?? Refused(info.CurrentProperty) ?? Refused(info.DisposeMethod)
        ?? Refused(info.ElementConversion.MethodSymbol) ?? Refused(info.CurrentConversion.MethodSymbol);

    private string? Deconstruction(DeconstructionInfo info) =>
        Refused(info.Method) ?? Refused(info.Conversion?.MethodSymbol) ?? info.Nested.Select(Deconstruction).FirstOrDefault(r => r is not null);

    // There no function's entry sees a recursion.
    private bool MakesItself(BaseObjectCreationExpressionSyntax creation) =>
        creation.Ancestors().TakeWhile(a => a is not (BaseMethodDeclarationSyntax or TypeDeclarationSyntax)).Any(a => a is ConstructorInitializerSyntax or PrimaryConstructorBaseTypeSyntax)
        && model.GetTypeInfo(creation).Type is { Locations: [{ IsInSource: true }, ..] };

    private string? Judge(ISymbol symbol) => symbol switch
    {
        INamespaceSymbol or ILabelSymbol or IPreprocessingSymbol or IRangeVariableSymbol or IDiscardSymbol => null,
        IAliasSymbol alias => Refused(alias.Target),
        ITypeSymbol type => JudgeType(type),
        ILocalSymbol local => Refused(local.Type),
        IParameterSymbol parameter => Refused(parameter.Type),
        IMethodSymbol method => JudgeMember((method.ReducedFrom ?? method).OriginalDefinition, method.ContainingType)
            ?? Refused(method.ReturnType) ?? First(method.TypeArguments),
        IPropertySymbol property => JudgeMember(property.OriginalDefinition, property.ContainingType) ?? Refused(property.Type),
        IFieldSymbol field => JudgeMember(field.OriginalDefinition, field.ContainingType) ?? Refused(field.Type),
        IEventSymbol happening => JudgeMember(happening.OriginalDefinition, happening.ContainingType) ?? Refused(happening.Type),
        _ => symbol.ToDisplayString(),
    };

    private string? JudgeType(ITypeSymbol type) => type switch
    {
        IDynamicTypeSymbol => "dynamic",
        IPointerTypeSymbol or IFunctionPointerTypeSymbol => "A pointer",
        IArrayTypeSymbol array => Refused(array.ElementType),
        ITypeParameterSymbol parameter => First(parameter.ConstraintTypes),
        IErrorTypeSymbol => null,
        INamedTypeSymbol { IsAnonymousType: true } anonymous => anonymous.GetMembers().OfType<IPropertySymbol>().Select(p => Refused(p.Type)).FirstOrDefault(r => r is not null),
        INamedTypeSymbol { IsTupleType: true } tuple => First(tuple.TupleElements.Select(e => e.Type)),
        INamedTypeSymbol named => IsOwn(named) || allowed.AllowsType(FullName(named.OriginalDefinition))
            ? First(named.TypeArguments) ?? (named.ContainingType is null ? null : First(named.ContainingType.TypeArguments))
            : FullName(named.OriginalDefinition),
        _ => type.ToDisplayString(),
    };

    private string? JudgeMember(ISymbol member, INamedTypeSymbol? container)
    {
        if (container is null || container.IsAnonymousType || IsOwn(container)) return null;
        INamedTypeSymbol original = member.ContainingType.OriginalDefinition;
        // A local function's container is the type around it; an accessor counts as its property.
        string name = member is IMethodSymbol { AssociatedSymbol: { } owner } ? owner.MetadataName : member.MetadataName;
        int dot = name.LastIndexOf('.');
        if (dot > 0) name = name[(dot + 1)..];
        if (!allowed.AllowsMember(FullName(original), name)) return name == ".ctor" ? FullName(original) : $"{FullName(original)}.{name}";
        return First(container.TypeArguments);
    }

    private string? First(IEnumerable<ITypeSymbol> types)
    {
        foreach (ITypeSymbol type in types)
            if (Refused(type) is { } refused) return refused;
        return null;
    }

    /// <summary>True for what this and earlier actions declare, and for the facade.</summary>
    private static bool IsOwn(ITypeSymbol type) => type.ContainingAssembly is { } assembly && !Compiling.References.IsForeign(assembly.Name);

    private static string FullName(INamedTypeSymbol type)
    {
        if (type.ContainingType is { } outer) return $"{FullName(outer)}+{type.MetadataName}";
        return type.ContainingNamespace is { IsGlobalNamespace: false } space ? $"{space.ToDisplayString()}.{type.MetadataName}" : type.MetadataName;
    }
}
