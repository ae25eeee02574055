namespace Ketrew.PluginHost.Compiling;

/// <summary>A type or a member as the tables know it: without type parameters, parameters and overloads.</summary>
/// <param name="Namespace"><c>System.IO</c>.</param>
/// <param name="OuterType">The type, or the outermost one around it: <c>File</c>.</param>
/// <param name="InnerTypes">Of a nested type, each with a dot before it; empty otherwise.</param>
/// <param name="Member">A member of it; <c>new</c> for a constructor; null for the type itself.</param>
internal sealed record SymbolName(string Namespace, string OuterType, string InnerTypes, string? Member)
{
    /// <summary>What constructors are called.</summary>
    public const string Constructor = "new";

    /// <summary>True when the type lies in another one.</summary>
    public bool IsNested => InnerTypes.Length > 0;

    /// <summary>With everything: <c>System.IO.File.ReadAllText</c>.</summary>
    public string FullName => Member is null ? $"{Namespace}.{OuterType}{InnerTypes}" : $"{Namespace}.{OuterType}{InnerTypes}.{Member}";

    /// <summary>As somebody would write it: <c>File.ReadAllText</c>, <c>new Random</c>.</summary>
    public string Written => Member switch
    {
        null => $"{OuterType}{InnerTypes}",
        Constructor => $"new {OuterType}{InnerTypes}",
        _ => $"{OuterType}{InnerTypes}.{Member}",
    };

    /// <summary>Cuts off the number of type parameters: <c>List`1</c>.</summary>
    public static string WithoutArity(string metadataName) => metadataName.IndexOf('`', StringComparison.Ordinal) is >= 0 and int tick ? metadataName[..tick] : metadataName;
}
