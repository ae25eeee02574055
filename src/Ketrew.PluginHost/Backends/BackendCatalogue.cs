using System.Reflection;
using Ketrew.Sdk.Backends;

namespace Ketrew.PluginHost.Backends;

/// <summary>The backends that an assembly declares. No line of the plugin runs.</summary>
/// <param name="Types">Classes with the kinds that they are, in ordinal order of the kinds.</param>
/// <param name="Problems">Everything that is wrong with the declarations.</param>
internal sealed record BackendCatalogue(IReadOnlyList<(string Kind, Type Type)> Types, IReadOnlyList<string> Problems)
{
    /// <summary>Reads an assembly.</summary>
    /// <exception cref="ReflectionTypeLoadException">A class can't be loaded: an assembly is missing.</exception>
    public static BackendCatalogue Of(Assembly assembly)
    {
        List<(string Kind, Type Type)> types = [];
        List<string> problems = [];
        foreach (Type type in assembly.GetTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            if (DeclaredKind(type) is not { } kind)
            {
                continue;
            }

            if (ProblemOf(type, kind) is { } problem)
            {
                problems.Add($"`{type.FullName}` declares the backend `{kind}`, but {problem}");
            }
            else
            {
                types.Add((kind, type));
            }
        }

        if (types.Count == 0 && problems.Count == 0)
        {
            problems.Add("it declares no backend: no class has `[Backend(\"kind\")]`");
        }

        return new BackendCatalogue([.. types.OrderBy(type => type.Kind, StringComparer.Ordinal)], problems);
    }

    private static string? DeclaredKind(Type type) => type.GetCustomAttributesData()
        .FirstOrDefault(attribute => attribute.AttributeType == typeof(BackendAttribute))
        ?.ConstructorArguments[0].Value as string;

    private static string? ProblemOf(Type type, string kind) => type switch
    {
        _ when BackendKindName.ProblemOf(kind) is { } problem => problem,
        _ when !type.IsAssignableTo(typeof(IBackend)) => $"doesn't implement `{typeof(IBackend).FullName}`",
        { IsAbstract: true } => "is abstract",
        { ContainsGenericParameters: true } => "has type parameters",
        _ when type.GetConstructor([typeof(BackendContext)]) is null => $"has no public constructor that takes a `{nameof(BackendContext)}`",
        _ => null,
    };
}
