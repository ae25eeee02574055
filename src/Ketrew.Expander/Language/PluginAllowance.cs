using Ketrew.Sdk;

namespace Ketrew.Expander.Language;

/// <summary>What a plugin may ask for beyond the project's files.</summary>
internal sealed record PluginAllowance
{
    /// <summary>Names of environment variables, as written.</summary>
    public ValueList<Located<string>> Environment { get; init; }

    /// <summary>Names of tools, as written.</summary>
    public ValueList<Located<string>> Tools { get; init; }
}
