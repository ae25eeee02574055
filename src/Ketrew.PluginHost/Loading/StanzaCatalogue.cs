using System.Reflection;
using Ketrew.Sdk;

namespace Ketrew.PluginHost.Loading;

/// <summary>The stanzas that an assembly declares. Reads metadata only: no line of the plugin runs.</summary>
/// <param name="TypeNames">Class by stanza name.</param>
/// <param name="Problem">Everything that is wrong with the declarations, separated by <c>; </c>; null when nothing is.</param>
internal sealed record StanzaCatalogue(IReadOnlyDictionary<string, string> TypeNames, string? Problem)
{
    /// <summary>Reads an assembly.</summary>
    /// <exception cref="ReflectionTypeLoadException">A class can't be loaded: an assembly is missing.</exception>
    public static StanzaCatalogue Of(Assembly assembly)
    {
        Dictionary<string, string> typeNames = new(StringComparer.Ordinal);
        List<string> problems = [];
        foreach (Type type in assembly.GetTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            if (DeclaredName(type) is not { } name)
            {
                continue;
            }

            if (ProblemOf(type, name) is { } problem)
            {
                problems.Add(problem);
            }
            else if (!typeNames.TryAdd(name, type.FullName!))
            {
                problems.Add($"the stanza `{name}` is declared by `{typeNames[name]}` and by `{type.FullName}`");
            }
        }

        if (typeNames.Count == 0 && problems.Count == 0)
        {
            problems.Add($"`{assembly.GetName().Name}` declares no stanza");
        }

        return new StanzaCatalogue(typeNames, problems.Count == 0 ? null : string.Join("; ", problems));
    }

    private static string? DeclaredName(Type type) => type.GetCustomAttributesData()
        .FirstOrDefault(attribute => attribute.AttributeType == typeof(StanzaAttribute))
        ?.ConstructorArguments[0].Value as string;

    private static string? ProblemOf(Type type, string name)
    {
        string declared = $"`{type.FullName}` declares the stanza `{name}`, but";
        return type switch
        {
            _ when StanzaName.ProblemOf(name) is { } problem => $"{declared} {problem}",
            _ when !type.IsSubclassOf(typeof(Stanza)) => $"{declared} doesn't derive from `{typeof(Stanza).FullName}`",
            { IsAbstract: true } => $"{declared} is abstract",
            { ContainsGenericParameters: true } => $"{declared} has type parameters",
            _ when type.GetConstructor(Type.EmptyTypes) is null => $"{declared} has no public constructor without parameters",
            _ => null,
        };
    }
}
