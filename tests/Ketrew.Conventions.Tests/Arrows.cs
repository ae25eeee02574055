namespace Ketrew.Conventions.Tests;

/// <summary>Which project may reference which; the same table as in <c>docs/architecture.md</c>.</summary>
public static class Arrows
{
    /// <summary>The projects of <c>src</c>, each with those it may compile against.</summary>
    public static IReadOnlyDictionary<string, string[]> Allowed { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["Ketrew.Sdk"] = [],
        ["Ketrew.Expander"] = ["Ketrew.Sdk"],
        ["Ketrew.PluginHost"] = ["Ketrew.Sdk"],
        ["Ketrew.Engine"] = ["Ketrew.Sdk"],
        ["Ketrew.Backends"] = ["Ketrew.Sdk"],
        ["Ketrew.Server"] = ["Ketrew.Sdk", "Ketrew.Engine"],
        ["Ketrew.CommandLine"] =
            ["Ketrew.Sdk", "Ketrew.Expander", "Ketrew.PluginHost", "Ketrew.Engine", "Ketrew.Backends", "Ketrew.Server"],
        ["Ketrew"] = ["Ketrew.CommandLine"],
        ["Ketrew.Sdk.Testing"] = ["Ketrew.Sdk", "Ketrew.Expander"],
    };

    /// <summary>Those that may have others built first: their files are copied beside the executable.</summary>
    public static IReadOnlyDictionary<string, string[]> AllowedBuildOnly { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["Ketrew"] = ["Ketrew.PluginHost", "Ketrew.Sdk.Testing"],
    };

    /// <summary>What a shipped stanza may compile against.</summary>
    public static IReadOnlyList<string> AllowedForStanzas { get; } = ["Ketrew.Sdk"];
}
