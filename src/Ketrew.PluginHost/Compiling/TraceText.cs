using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ketrew.PluginHost.Compiling;

/// <summary>Finds where an exception becomes text with its trace, which differs from machine to machine: <c>$"{exception}"</c> calls <c>ToString</c> without writing it.</summary>
/// <remarks>Looks at static types. As a value of type <c>object</c> an exception would be lost from sight, so it may not become one.</remarks>
internal static class TraceText
{
    private const string Method = "ToString";

    /// <summary>True when this part of a file makes such a text, or hides an exception behind a type that tells nothing.</summary>
    /// <param name="node">Any.</param>
    /// <param name="model">Of its file.</param>
    public static bool IsMadeBy(SyntaxNode node, SemanticModel model) => node switch
    {
        MemberAccessExpressionSyntax { Name.Identifier.Text: Method } access when Tells(model.GetTypeInfo(access.Expression).Type) => true,
        MemberBindingExpressionSyntax { Name.Identifier.Text: Method } when node.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>() is { } access => Tells(model.GetTypeInfo(access.Expression).Type),
        InterpolationSyntax hole => Tells(model.GetTypeInfo(hole.Expression).Type),
        CastExpressionSyntax cast => IsHidden(model.GetTypeInfo(cast.Expression).Type, model.GetTypeInfo(cast).Type),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AsExpression } cast => IsHidden(model.GetTypeInfo(cast.Left).Type, model.GetTypeInfo(cast).Type),
        ArgumentSyntax argument when IsHiddenByMethod(argument, model) => true,
        ExpressionSyntax expression when !IsCompared(expression) => model.GetTypeInfo(expression) is var type && IsHidden(type.Type, type.ConvertedType),
        _ => false,
    };

    // `exception.InnerException == null` compares two objects.
    private static bool IsCompared(SyntaxNode expression) => expression.Parent switch
    {
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression } or IsPatternExpressionSyntax or SwitchStatementSyntax or SwitchExpressionSyntax => true,
        MemberAccessExpressionSyntax access when access.Name == expression => IsCompared(access),
        ConditionalAccessExpressionSyntax access when access.WhenNotNull == expression => IsCompared(access),
        MemberBindingExpressionSyntax or ParenthesizedExpressionSyntax => IsCompared(expression.Parent),
        _ => false,
    };

    private static bool IsHidden(ITypeSymbol? type, ITypeSymbol? converted) => (type, converted) switch
    {
        (null, _) or (_, null) => false,
        (_, { SpecialType: SpecialType.System_Object }) => Tells(type),
        (IArrayTypeSymbol from, IArrayTypeSymbol to) => IsHidden(from.ElementType, to.ElementType),
        _ => ElementsOf(converted).Any(element => element.SpecialType == SpecialType.System_Object) && ElementsOf(type).Any(Tells),
    };

    // `string.Join<T>`, and a method of the file with a parameter of its type parameter: in there nobody knows that it is an exception.
    private static bool IsHiddenByMethod(ArgumentSyntax argument, SemanticModel model)
    {
        if (argument.Parent?.Parent is not InvocationExpressionSyntax call || model.GetSymbolInfo(call).Symbol is not IMethodSymbol { IsGenericMethod: true } method
            || model.GetTypeInfo(argument.Expression).Type is not { } type)
        {
            return false;
        }

        bool isOwn = SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, model.Compilation.Assembly);
        bool makesText = method.ContainingType is { SpecialType: SpecialType.System_String } or { Name: "StringBuilder" };
        return (isOwn && Tells(type) && method.TypeParameters.Any(parameter => !IsException(parameter)) && method.TypeArguments.Any(one => SymbolEqualityComparer.Default.Equals(one, type)))
            || (makesText && ElementsOf(type).Any(Tells));
    }

    private static ImmutableArray<ITypeSymbol> ElementsOf(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => [array.ElementType],
        INamedTypeSymbol { IsTupleType: false } named => named.TypeArguments,
        _ => [],
    };

    private static bool Tells(ITypeSymbol? type) => type is not null && Tells(type, new HashSet<ITypeSymbol>(SymbolEqualityComparer.Default));

    // Tuples and records print what is in them, unless the file says how they are printed.
    private static bool Tells(ITypeSymbol type, HashSet<ITypeSymbol> seen) => seen.Add(type) && !HasOwnText(type) && (IsException(type) || type switch
    {
        INamedTypeSymbol { IsTupleType: true } tuple => tuple.TupleElements.Any(element => Tells(element.Type, seen)),
        INamedTypeSymbol { IsRecord: true } or INamedTypeSymbol { IsAnonymousType: true } => type.GetMembers().OfType<IPropertySymbol>()
            .Any(property => property is { DeclaredAccessibility: Accessibility.Public, IsStatic: false } && Tells(property.Type, seen)),
        _ => false,
    });

    private static bool HasOwnText(ITypeSymbol type) =>
        type.GetMembers(Method).OfType<IMethodSymbol>().Any(method => method is { IsOverride: true, IsImplicitlyDeclared: false, DeclaringSyntaxReferences.IsEmpty: false });

    private static bool IsException(ITypeSymbol? type) => type switch
    {
        ITypeParameterSymbol parameter => parameter.ConstraintTypes.Any(IsException),
        { Name: "Exception", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } => true,
        { BaseType: { } parent } => IsException(parent),
        _ => false,
    };
}
