using Ketrew.Expander.Language;
using Ketrew.Expander.Observations;
using Ketrew.Expander.Plugins;
using Ketrew.Sdk;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Expansion;

/// <summary>A plugin that a workflow file declares, ready to be used.</summary>
internal sealed class DeclaredPlugin
{
    /// <summary>Joins a declaration with what it declares.</summary>
    /// <param name="scope">The file that declares it.</param>
    /// <param name="declaration">Where and how.</param>
    /// <param name="assembly">The plugin, read but not loaded.</param>
    public DeclaredPlugin(Scope scope, PluginDeclaration declaration, PluginAssembly assembly)
    {
        Scope = scope;
        Declaration = declaration;
        Assembly = assembly;
        Arguments = declaration.Args ?? new MappingNode([]);
        AllowedVariables = declaration.Allow.Environment.Select(name => name.Value).ToHashSet(StringComparer.Ordinal);
        string allowance = string.Join('\0', AllowedVariables.Order(StringComparer.Ordinal));
        Identity = Digest.Of(Assembly.Identity, CanonicalText.Of(Arguments), allowance).ToString();
    }

    /// <summary>The file that declares it.</summary>
    public Scope Scope { get; }

    /// <summary>Where and how.</summary>
    public PluginDeclaration Declaration { get; }

    /// <summary>The plugin, read but not loaded.</summary>
    public PluginAssembly Assembly { get; }

    /// <summary>Given to each of its expansions.</summary>
    public Node Arguments { get; }

    /// <summary>The variables it may ask for.</summary>
    public IReadOnlySet<string> AllowedVariables { get; }

    /// <summary>The digest of everything about it that an expansion may depend on: its assemblies, its arguments, its allowance.</summary>
    public string Identity { get; }

    /// <summary>How messages call it: as it was declared.</summary>
    public string Name => Declaration.Path.Value.Value;

    /// <summary>What its stanzas are called in workflow files.</summary>
    public IEnumerable<StanzaDefinition> Definitions => Assembly.Stanzas.Select(stanza => new StanzaDefinition(this, stanza.Name, VisibleName(stanza.Name)));

    /// <summary>Everything that is known before the first question of an expansion.</summary>
    /// <param name="stanza">Its own name for the stanza.</param>
    /// <param name="directory">Where it stands.</param>
    /// <param name="fields">What the user wrote.</param>
    public Digest KeyOf(string stanza, ProjectPath directory, Node fields) =>
        Digest.Of("1", "1", Identity, stanza, directory.Value, CanonicalText.Of(fields));

    private string VisibleName(string name) => Declaration.As is { } prefix ? $"{prefix.Value}.{name}" : name;
}

/// <summary>One stanza of a plugin.</summary>
/// <param name="Plugin">Who defines it.</param>
/// <param name="Name">The plugin's own name for it.</param>
/// <param name="VisibleName">What users write.</param>
internal sealed record StanzaDefinition(DeclaredPlugin Plugin, string Name, string VisibleName);
