using Ketrew.Expander.Caching;
using Ketrew.Expander.Diagnostics;
using Ketrew.Expander.Hosting;
using Ketrew.Expander.Language.Vanilla;
using Ketrew.Expander.Observations;
using Ketrew.Expander.Packages.Sites;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Observations;
using Ketrew.Sdk.Protocol;

namespace Ketrew.Expander.Expansion;

/// <summary>Expands all custom stanzas of a workflow, level by level: what the cache knows at once, the rest in one batch to the plugin host.</summary>
internal sealed class ExpansionRun
{
    private readonly StanzaCatalog _catalog;
    private readonly World _world;
    private readonly SiteLookup _sites;
    private readonly ObservationCache _cache;
    private readonly PluginHost _host;
    private readonly ExpansionLimits _limits;
    private readonly bool _isRecheck;
    private readonly SandboxLevel _requiredSandbox;
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly List<StanzaUse> _lookedUp = [];
    private readonly List<LateUse> _late = [];
    private readonly HashSet<StanzaUse> _overLimit = [];
    private readonly HashSet<DeclaredPlugin> _unloadable = [];
    private readonly HashSet<DeclaredPlugin> _looseEnds = [];
    private bool _pluginsMissing;

    /// <summary>A run; used once.</summary>
    public ExpansionRun(StanzaCatalog catalog, World world, SiteLookup sites, ObservationCache cache, PluginHost host, ExpanderOptions options)
    {
        _catalog = catalog;
        _world = world;
        _sites = sites;
        _cache = cache;
        _host = host;
        _limits = options.Limits;
        _isRecheck = options.IsRecheck;
        _requiredSandbox = options.RequiredSandbox;
    }

    /// <summary>Everything that went wrong, in no particular order.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics => _diagnostics;

    /// <summary>How each custom stanza was expanded, level by level.</summary>
    public IEnumerable<StanzaReport> Reports => _lookedUp.Select(use => use.ToReport());

    /// <summary>The stanzas that wait for targets.</summary>
    public IReadOnlyList<LateUse> Late => _late;

    /// <summary>Grows the trees below the written stanzas until only vanilla ones are left.</summary>
    /// <param name="roots">The written stanzas.</param>
    /// <param name="pluginsMissing">True when a plugin could not be used: then unknown stanzas aren't reported, they may be its.</param>
    /// <param name="cancellationToken">Ends the plugin host.</param>
    public void Expand(IReadOnlyList<StanzaUse> roots, bool pluginsMissing, CancellationToken cancellationToken)
    {
        _pluginsMissing = pluginsMissing;
        List<StanzaUse> level = [.. roots.Where(IsCustom)];
        while (level.Count > 0)
        {
            List<StanzaUse> next = [];
            Dictionary<Digest, PendingExpansion> pending = [];
            foreach (StanzaUse use in level.Where(TryDefine))
            {
                cancellationToken.ThrowIfCancellationRequested();
                LookUp(use, pending, next);
            }

            if (pending.Count > 0)
            {
                Expand([.. pending.Values], next, cancellationToken);
            }

            level = next;
        }
    }

    private bool TryDefine(StanzaUse use)
    {
        StanzaDefinition? definition = Resolve(use);
        if (definition is null && _pluginsMissing)
        {
            return false;
        }

        if (definition is null)
        {
            string kind = use.Placed.Stanza.Kind;
            IReadOnlyDictionary<string, StanzaDefinition> visible = _catalog.VisibleAt(use.Placed.Scope, use.Placed.Directory);
            IEnumerable<string> known = VanillaStanza.Kinds.Concat(visible.Keys);
            StanzaDefinition? renamed = visible.Values.FirstOrDefault(other => other.Name == kind || other.Plugin.Package?.FullNameOf(other.Name) == kind);
            Report(use, ExpansionProblem.UnknownStanza(kind, known, renamed, _catalog.FindAnywhere(kind), use.Placed.Scope));
            return false;
        }

        use.Definition = definition;
        use.Key = definition.KeyOf(use.Placed.Directory, use.Placed.Stanza.Fields);
        Diagnostic? endless = use.Chain().Skip(1).Any(above => above.Key == use.Key) ? ExpansionProblem.Cycle(use)
            : use.Depth > _limits.Depth ? ExpansionProblem.TooDeep(use, _limits.Depth)
            : null;
        if (endless is not null)
        {
            Report(use, endless);
        }

        return endless is null;
    }

    // A plugin's own stanzas come first, and those of packages that it needs, so that what it emits means the same wherever it is used.
    private StanzaDefinition? Resolve(StanzaUse use)
    {
        string kind = use.Placed.Stanza.Kind;
        return use.Parent?.Definition?.Plugin.FindEmitted(kind)
            ?? _catalog.Find(kind, use.Placed.Scope, use.Placed.Directory);
    }

    private void LookUp(StanzaUse use, Dictionary<Digest, PendingExpansion> pending, List<StanzaUse> next)
    {
        CacheLookup lookup = _isRecheck ? new CacheLookup.Unknown() : _cache.Find(use.Key, RequiredOf(use), question => Answer(use.Definition!.Plugin, question));
        _lookedUp.Add(use);
        use.Reason = ReasonOf(use, lookup);
        if (lookup is CacheLookup.Hit hit)
        {
            Apply(use, hit.Record, next);
        }
        else if (lookup is CacheLookup.Late late)
        {
            Postpone(use, late.Asked);
        }
        else if (pending.TryGetValue(use.Key, out PendingExpansion? twin))
        {
            twin.Uses.Add(use);
        }
        else
        {
            PendingExpansion expansion = new(use);
            pending.Add(use.Key, expansion);
            if (!expansion.IsLinked)
            {
                // It comes up while the rest is looked up.
                _host.Start();
            }
        }
    }

    // A linked stanza is a part of this program, as trustworthy as the rest of it.
    private SandboxLevel RequiredOf(StanzaUse use) => use.Definition!.Plugin.IsLinked ? SandboxLevel.Sources : _requiredSandbox;

    private MissReason? ReasonOf(StanzaUse use, CacheLookup lookup) => lookup switch
    {
        CacheLookup.Hit or CacheLookup.Late => null,
        CacheLookup.Changed changed => new MissReason.AnswerChanged(
            AnsweredQuestion.Of(changed.Before, use.Definition!.Code.LineOf),
            AnswerDifference.Describe(changed.Before.Question, changed.Now),
            AnswerDifference.Between(changed.Before, changed.Now)),
        _ => _cache.FindIdentity(use.Definition!.Name, use.Placed.Directory.Value) is { } identity && identity != use.Definition.Identity
            ? new MissReason.PluginChanged(use.Definition.Plugin.Name)
            : new MissReason.NewFields(),
    };

    private void Expand(PendingExpansion[] pending, List<StanzaUse> next, CancellationToken cancellationToken)
    {
        // Their order is promised to nobody: another one shows what a plugin carries from one expansion to the next.
        PendingExpansion[] ordered = _isRecheck ? [.. Enumerable.Reverse(pending)] : pending;
        foreach (PendingExpansion linked in ordered.Where(expansion => expansion.IsLinked))
        {
            cancellationToken.ThrowIfCancellationRequested();
            linked.ExpandHere(Answer);
        }

        PendingExpansion[] hosted = [.. ordered.Where(expansion => !expansion.IsLinked)];
        _host.Expand([.. hosted.Select(expansion => expansion.ToQuery())], new PendingBatch(hosted, Answer, Report), cancellationToken);
        foreach (PendingExpansion expansion in pending)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Finish(expansion, next);
        }
    }

    private void Finish(PendingExpansion pending, List<StanzaUse> next)
    {
        if (pending.Late is { } late)
        {
            pending.Uses.ForEach(use => Postpone(use, late));
            return;
        }

        if (pending.Outcome is ExpansionOutcome.Unloadable unloadable)
        {
            ReportUnloadable(pending.Uses[0].Definition!.Plugin, unloadable.Problem);
            return;
        }

        if (pending.Outcome is not ExpansionOutcome.Expanded expanded)
        {
            foreach (StanzaUse use in pending.Uses)
            {
                Report(use, ExpansionProblem.Of(use.Definition!.Plugin.Name, pending.Outcome));
            }

            return;
        }

        ExpansionRecord record = pending.ToRecord(expanded, _host.Sandbox?.Level ?? SandboxLevel.Sources);

        // What is expanded in odd surroundings is compared, and not remembered.
        if ((_isRecheck ? _cache.Compare(record) : _cache.Add(record)) is { } divergence)
        {
            Report(pending.Uses[0], ExpansionProblem.NotDeterministic(pending.Uses[0].Definition!, divergence));
        }

        foreach (StanzaUse use in pending.Uses)
        {
            Apply(use, record, next);
        }
    }

    // Whatever led to asking: that it waits is what there is to know now.
    private void Postpone(StanzaUse use, Observation asked)
    {
        use.Reason = new MissReason.Late(asked.Question.ToString(), use.Definition!.Code.LineOf(asked.PluginLine));
        _late.Add(new LateUse(use, (Question.OutputOf)asked.Question, asked.PluginLine));
    }

    // Once, however many processes load it; and not again where it is only compared.
    private void Report(DeclaredPlugin plugin, IReadOnlyList<AssemblyFinding> findings)
    {
        if (!_isRecheck && _looseEnds.Add(plugin))
        {
            _diagnostics.Add(ExpansionProblem.ShouldNotUse(plugin, findings));
        }
    }

    // Once, where it is declared: it is the same for each of its stanzas.
    private void ReportUnloadable(DeclaredPlugin plugin, string problem)
    {
        if (_unloadable.Add(plugin))
        {
            _diagnostics.Add(ExpansionProblem.Unloadable(plugin, problem));
        }
    }

    private void Apply(StanzaUse use, ExpansionRecord record, List<StanzaUse> next)
    {
        use.Record = record;
        _diagnostics.AddRange(record.Diagnostics.Select(diagnostic => StanzaPlaces.Place(use, diagnostic)));
        foreach (EmittedItem recorded in record.Stanzas)
        {
            EmittedItem item = recorded with { PluginLine = use.Definition!.Code.LineOf(recorded.PluginLine) };
            if (!ProjectPath.TryParse(item.Directory, ProjectPath.Root, out ProjectPath directory, out _) || !directory.IsAtOrBelow(use.Placed.Directory))
            {
                _diagnostics.Add(StanzaPlaces.Place(use, ExpansionProblem.OutsideDirectory(item, use.Placed.Directory), item.Origin));
                continue;
            }

            StanzaUse child = use.Add(use.Placed with
            {
                Stanza = StanzaPlaces.StanzaOf(item, use.Definition.Code.Template),
                Directory = directory,
                Provenance = use.ProvenanceOf(item.Kind, item.PluginLine, item.Origin),
            }, CanonicalText.LengthOf(item.Fields));
            if (!IsWithinLimits(child))
            {
                return;
            }

            Sort(child, next);
        }
    }

    private void Sort(StanzaUse child, List<StanzaUse> next)
    {
        if (child.Placed.Stanza.Kind is VanillaStanza.Include or VanillaStanza.Subdirectory or VanillaStanza.Define)
        {
            Report(child, ExpansionProblem.NestedEmission(child.Placed.Stanza.Kind, child.Placed.Stanza.KindSpan is not null));
            child.Parent!.Children.Remove(child);
        }
        else if (IsCustom(child))
        {
            next.Add(child);
        }
    }

    private bool IsWithinLimits(StanzaUse last)
    {
        Diagnostic? problem = last.TreeCount > _limits.Stanzas ? ExpansionProblem.TooMany(last, _limits.Stanzas)
            : last.TreeBytes > _limits.Bytes ? ExpansionProblem.TooLarge(last, _limits.Bytes)
            : null;
        if (problem is not null && _overLimit.Add(last.Root))
        {
            Report(last.Root, problem);
        }

        return problem is null;
    }

    private Answer Answer(DeclaredPlugin plugin, Question question) => plugin.TryRefuse(question)
        ?? (question is Question.SiteText or Question.SiteFiles ? _world.Given(question) ?? _sites.Ask(question) : _world.Ask(question));

    private static bool IsCustom(StanzaUse use) => !VanillaStanza.IsVanilla(use.Placed.Stanza.Kind);

    private void Report(StanzaUse use, Diagnostic problem) => _diagnostics.Add(StanzaPlaces.Place(use, problem));
}
