namespace Ketrew.Expander.Schemas;

/// <summary>How definitions of a schema are referred to.</summary>
internal static class DefinitionNames
{
    /// <summary>A pointer to a definition, as the fragment of an address.</summary>
    /// <param name="name">Of the definition.</param>
    public static string ReferenceTo(string name) =>
        $"#/definitions/{Uri.EscapeDataString(name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal))}";
}
