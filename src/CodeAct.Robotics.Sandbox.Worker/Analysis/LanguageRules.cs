using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeAct.Robotics.Sandbox.Worker.Analysis;

/// <summary>The language features that are refused: ways out of the type system, around the budgets, or into other threads.</summary>
internal static class LanguageRules
{
    /// <summary>The refused kinds of syntax and what a person should do instead; documentation prints it.</summary>
    public static readonly IReadOnlyDictionary<SyntaxKind, string> Refused = new Dictionary<SyntaxKind, string>
    {
        [SyntaxKind.AttributeList] = "Attributes are not allowed; leave them out.",
        [SyntaxKind.NamespaceDeclaration] = "Namespaces are not allowed; declare types without one.",
        [SyntaxKind.FileScopedNamespaceDeclaration] = "Namespaces are not allowed; declare types without one.",
        [SyntaxKind.ExternAliasDirective] = "'extern alias' is not allowed.",
        [SyntaxKind.UnsafeStatement] = "'unsafe' is not allowed; use arrays and lists.",
        [SyntaxKind.FixedStatement] = "'fixed' is not allowed; use arrays and lists.",
        [SyntaxKind.PointerType] = "Pointers are not allowed; use arrays and lists.",
        [SyntaxKind.FunctionPointerType] = "Function pointers are not allowed; use Func or Action.",
        [SyntaxKind.PointerIndirectionExpression] = "Pointers are not allowed; use arrays and lists.",
        [SyntaxKind.AddressOfExpression] = "Pointers are not allowed; use arrays and lists.",
        [SyntaxKind.PointerMemberAccessExpression] = "Pointers are not allowed; use arrays and lists.",
        [SyntaxKind.StackAllocArrayCreationExpression] = "'stackalloc' is not allowed; use an array.",
        [SyntaxKind.ImplicitStackAllocArrayCreationExpression] = "'stackalloc' is not allowed; use an array.",
        [SyntaxKind.SizeOfExpression] = "'sizeof' is not allowed.",
        [SyntaxKind.DestructorDeclaration] = "Destructors are not allowed.",
        [SyntaxKind.StructDeclaration] = "Structs are not allowed; use a class, a record or a tuple.",
        [SyntaxKind.RecordStructDeclaration] = "Structs are not allowed; use a class, a record or a tuple.",
        [SyntaxKind.ExtensionBlockDeclaration] = "Extension blocks are not allowed; use a function.",
        [SyntaxKind.CatchFilterClause] = "'when' after catch is not allowed; test inside the catch block.",
        [SyntaxKind.AwaitExpression] = "'await' is not allowed; code is plain synchronous C#: use Wait(seconds).",
        [SyntaxKind.LockStatement] = "'lock' is not allowed; code runs on one thread.",
        [SyntaxKind.LabeledStatement] = "Labels are not allowed; use a loop.",
        [SyntaxKind.GotoStatement] = "'goto' is not allowed; use a loop.",
        [SyntaxKind.GotoCaseStatement] = "'goto case' is not allowed; use if and else.",
        [SyntaxKind.GotoDefaultStatement] = "'goto default' is not allowed; use if and else.",
        [SyntaxKind.MakeRefExpression] = "'__makeref' is not allowed.",
        [SyntaxKind.RefTypeExpression] = "'__reftype' is not allowed.",
        [SyntaxKind.RefValueExpression] = "'__refvalue' is not allowed.",
        [SyntaxKind.ArgListExpression] = "'__arglist' is not allowed.",
        [SyntaxKind.RefExpression] = "References to variables are not allowed; use a variable or a tuple.",
        [SyntaxKind.RefType] = "References to variables are not allowed; use a variable or a tuple.",
        [SyntaxKind.ScopedType] = "'scoped' is not allowed.",
    };

    private static readonly IReadOnlyDictionary<SyntaxKind, string> RefusedModifiers = new Dictionary<SyntaxKind, string>
    {
        [SyntaxKind.ExternKeyword] = "'extern' is not allowed.",
        [SyntaxKind.UnsafeKeyword] = "'unsafe' is not allowed; use arrays and lists.",
        [SyntaxKind.AsyncKeyword] = "'async' is not allowed; code is plain synchronous C#: use Wait(seconds).",
        [SyntaxKind.VolatileKeyword] = "'volatile' is not allowed; code runs on one thread.",
        [SyntaxKind.ArgListKeyword] = "'__arglist' is not allowed.",
        [SyntaxKind.FixedKeyword] = "Fixed buffers are not allowed; use an array.",
        [SyntaxKind.FileKeyword] = "'file' is not allowed.",
        [SyntaxKind.PartialKeyword] = "'partial' is not allowed; declare the type in one piece.",
    };

    public static Refusal? Check(SyntaxNode root)
    {
        foreach (SyntaxNode node in root.DescendantNodes())
        {
            if (Refused.TryGetValue(node.Kind(), out string? message)) return At(node.GetLocation(), message);
            if (Special(node) is { } special) return At(node.GetLocation(), special);
        }
        foreach (SyntaxToken token in root.DescendantTokens())
        {
            if (RefusedModifiers.TryGetValue(token.Kind(), out string? message)) return At(token.GetLocation(), message);
            if (token.IsKind(SyntaxKind.IdentifierToken) && BadName(token) is { } name) return At(token.GetLocation(), name);
            foreach (SyntaxTrivia trivia in token.LeadingTrivia.Concat(token.TrailingTrivia))
                if (trivia.IsDirective) return At(trivia.GetLocation(), "Lines that begin with # are not allowed; leave them out.");
        }
        return null;
    }

    private static string? Special(SyntaxNode node) => node switch
    {
        ConstructorDeclarationSyntax c when c.Modifiers.Any(SyntaxKind.StaticKeyword) => "Static constructors are not allowed; set static fields where they are declared.",
        CommonForEachStatementSyntax f when f.AwaitKeyword.IsKind(SyntaxKind.AwaitKeyword) => Refused[SyntaxKind.AwaitExpression],
        UsingStatementSyntax u when u.AwaitKeyword.IsKind(SyntaxKind.AwaitKeyword) => Refused[SyntaxKind.AwaitExpression],
        LocalDeclarationStatementSyntax l when l.AwaitKeyword.IsKind(SyntaxKind.AwaitKeyword) => Refused[SyntaxKind.AwaitExpression],
        TypeDeclarationSyntax t when t.Modifiers.Any(SyntaxKind.RefKeyword) => Refused[SyntaxKind.StructDeclaration],
        _ => null,
    };

    private static string? BadName(SyntaxToken token)
    {
        if (token.Text.Contains('\\')) return "Names may not be written with escapes.";
        if (token.ValueText.StartsWith("__", StringComparison.Ordinal)) return "Names may not begin with two underscores.";
        foreach (char c in token.Text)
            if (char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.Format) return "Names may not have invisible characters.";
        return token.ValueText == "dynamic" && token.Parent is IdentifierNameSyntax { Parent: not (MemberAccessExpressionSyntax or ArgumentSyntax) }
            ? "'dynamic' is not allowed; use var or a type." : null;
    }

    private static Refusal At(Location location, string message) => new(message, location.GetLineSpan().StartLinePosition.Line + 1);
}
