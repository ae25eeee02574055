using Microsoft.CodeAnalysis;

namespace Ketrew.PluginHost.Compiling;

/// <summary>Symbols of the compiler by the names of the tables.</summary>
internal static class SymbolNames
{
    /// <summary>The name of a type or a member of another assembly; null for what the file itself declares, and for what has no name.</summary>
    public static SymbolName? Of(ISymbol symbol, IAssemblySymbol own) => symbol switch
    {
        IArrayTypeSymbol array => Of(array.ElementType, own),
        INamedTypeSymbol { TypeKind: not TypeKind.Error } type when IsForeign(type, own) => OfType(type.OriginalDefinition, null),
        IMethodSymbol or IPropertySymbol or IFieldSymbol or IEventSymbol when symbol.ContainingType is { } type && IsForeign(type, own) =>
            OfType(type.OriginalDefinition, MemberName(symbol)),
        _ => null,
    };

    private static bool IsForeign(INamedTypeSymbol type, IAssemblySymbol own) =>
        type.ContainingAssembly is { } assembly && !SymbolEqualityComparer.Default.Equals(assembly, own);

    private static string MemberName(ISymbol symbol) => symbol switch
    {
        IMethodSymbol { MethodKind: MethodKind.Constructor } => SymbolName.Constructor,
        IMethodSymbol { AssociatedSymbol: { } owner } => owner.MetadataName,
        IMethodSymbol { ReducedFrom: { } extension } => extension.MetadataName,
        _ => symbol.MetadataName,
    };

    private static SymbolName OfType(INamedTypeSymbol type, string? member)
    {
        string inner = "";
        for (; type.ContainingType is { } outer; type = outer)
        {
            inner = $".{type.Name}{inner}";
        }

        return new SymbolName(type.ContainingNamespace.ToDisplayString(), type.Name, inner, member);
    }
}
