using Ketrew.Expander.Expansion;
using Ketrew.Expander.Language;
using Ketrew.Expander.Observations;
using Ketrew.Expander.Packages.Locking;
using Ketrew.Expander.Promotion;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Planning;

namespace Ketrew.Expander;

/// <summary>What a workflow stands for.</summary>
/// <param name="Plan">Every target, as far as <see cref="Late"/> stanzas let it be known; null when there is an error among the diagnostics.</param>
/// <param name="Diagnostics">All problems of all files and plugins, by file and line.</param>
/// <param name="Stanzas">How each custom stanza was expanded.</param>
/// <param name="Files">The workflow files without custom stanzas; made when asked for, and empty when there is an error.</param>
/// <param name="Defaults">The defaults of each workflow file.</param>
/// <param name="PluginHostStarts">How many processes were started for plugins: 0 when the cache knew everything.</param>
public sealed record ExpansionResult(
    Plan? Plan,
    ValueList<Diagnostic> Diagnostics,
    ValueList<StanzaReport> Stanzas,
    Lazy<IReadOnlyList<ExpandedFile>> Files,
    ValueList<DefaultSetting> Defaults,
    int PluginHostStarts)
{
    /// <summary>What <c>plugins.lock</c> should say; null when it is as it should be, or when there is an error. Writing it is the caller's business.</summary>
    public LockChange? Lock { get; init; }

    /// <summary>The stanzas that wait for targets; while there are any, the plan has only targets that don't depend on what these stand for.</summary>
    public ValueList<LateStanza> Late { get; init; }

    /// <summary>The written stanzas, with everything that grew below them.</summary>
    internal IReadOnlyList<StanzaUse> Roots { get; init; } = [];

    /// <summary>The workflow files, the root file first.</summary>
    internal ValueList<Scope> Scopes { get; init; }

    /// <summary>The targets whose outputs stanzas could read.</summary>
    internal MadeTargets Made { get; init; } = MadeTargets.None;
}

/// <summary>One default of one workflow file.</summary>
/// <param name="Directory">The subtree it holds for.</param>
/// <param name="Name">The field.</param>
/// <param name="Value">As YAML in one line.</param>
/// <param name="Span">Where it is set; null for what the language itself sets.</param>
public sealed record DefaultSetting(ProjectPath Directory, string Name, string Value, SourceSpan? Span);
