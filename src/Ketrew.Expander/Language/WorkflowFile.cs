using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Language;

/// <summary>A workflow file's own schema, decoded; its stanzas are still as written.</summary>
internal sealed record WorkflowFile
{
    /// <summary>The version of the language that this program reads.</summary>
    public const int LanguageVersion = 1;

    /// <summary>Where the file is.</summary>
    public required ProjectPath Path { get; init; }

    /// <summary>All of it, as written; empty when it can't be read.</summary>
    public required MappingNode Document { get; init; }

    /// <summary>What it tells editors to be its schema, as written; null when it says nothing.</summary>
    public string? Schema { get; init; }

    /// <summary>True when a plugin is declared wrongly, and so not among <see cref="Plugins"/>.</summary>
    public bool HasRefusedPlugin => Document["plugins"] switch
    {
        SequenceNode list => list.Items.Count > Plugins.Count,
        null or ScalarNode { Kind: ScalarKind.Null } => false,
        _ => true,
    };

    /// <summary>The directory it speaks for.</summary>
    public ProjectPath Directory => Path.Parent;

    /// <summary>The project that begins here; null inside of an outer one.</summary>
    public Located<string>? Project { get; init; }

    /// <summary>What may be used below, in the order declared.</summary>
    public ValueList<PluginDeclaration> Plugins { get; init; }

    /// <summary>Sub-directories that belong to the workflow, project-relative.</summary>
    public ValueList<Located<GlobPattern>> Directories { get; init; }

    /// <summary>Defaults of this file alone; those around it are not merged in.</summary>
    public TargetDefaults Defaults { get; init; } = TargetDefaults.None;

    /// <summary>The pools that it declares, in ordinal order of names; they hold for the whole workflow.</summary>
    public ValueList<Located<PoolLimit>> Pools { get; init; }

    /// <summary>The backends that it declares, in the order written; they hold for the whole workflow.</summary>
    public ValueList<BackendDeclaration> Backends { get; init; }

    /// <summary>The hosts that it declares, in the order written; they hold for the whole workflow.</summary>
    public ValueList<HostDeclaration> Hosts { get; init; }

    /// <summary>What the workflow is meant to be the same on; nothing is said about others.</summary>
    public ValueList<Located<PlatformName>> Platforms { get; init; }

    /// <summary>In the order written.</summary>
    public ValueList<StanzaNode> Stanzas { get; init; }
}
