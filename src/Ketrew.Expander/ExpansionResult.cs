using Ketrew.Expander.Expansion;
using Ketrew.Expander.Language;
using Ketrew.Expander.Observations;
using Ketrew.Expander.Packages.Locking;
using Ketrew.Expander.Promotion;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
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
    /// <summary>A plan that was expanded earlier.</summary>
    /// <param name="plan">The plan, or a part of it.</param>
    public static ExpansionResult Of(Plan plan) => new(plan, [], [], new Lazy<IReadOnlyList<ExpandedFile>>([]), [], PluginHostStarts: 0);

    /// <summary>What <c>plugins.lock</c> should say; null when it is as it should be, or when there is an error. Writing it is the caller's business.</summary>
    public LockChange? Lock { get; init; }

    /// <summary>The stanzas that wait for targets; while there are any, the plan has only targets that don't depend on what these stand for.</summary>
    public ValueList<LateStanza> Late { get; init; }

    /// <summary>The assemblies with backends that the workflow's plugins have, in the order in which they are to be loaded: those that a package needs
    /// come before it, and no assembly comes twice. Nothing of them has been run.</summary>
    public ValueList<BackendAssembly> BackendAssemblies { get; init; }

    /// <summary>The backends that the workflow declares, in ordinal order of names. What their settings mean is for others to say.</summary>
    public ValueList<BackendDeclaration> Backends { get; init; }

    /// <summary>The hosts that the workflow declares, in ordinal order of names.</summary>
    public ValueList<HostDeclaration> Hosts { get; init; }

    /// <summary>The same, but of a stanza that an earlier expansion for the same purpose had to expand it says why, though it is a hit by now.</summary>
    /// <param name="earlier">What the workflow stood for when some stanzas were late.</param>
    public ExpansionResult After(ExpansionResult earlier)
    {
        Dictionary<Digest, MissReason> reasons = [];
        foreach (StanzaReport report in earlier.Stanzas.Where(report => report is { Reason: not null and not MissReason.Late, Use: not null }))
        {
            reasons.TryAdd(report.Use!.Key, report.Reason!);
        }

        return this with { Stanzas = Stanzas.Select(report => report is { Reason: null, Use: { } use } ? report with { Reason = reasons.GetValueOrDefault(use.Key) } : report).ToValueList() };
    }

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
