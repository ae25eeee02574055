using Ketrew.Backends;
using Ketrew.CommandLine.Output;
using Ketrew.CommandLine.Unchanged;
using Ketrew.Engine.Planning;
using Ketrew.Engine.Snapshots;
using Ketrew.Engine.Storage;
using Ketrew.Expander;
using Ketrew.Expander.Hosting;
using Ketrew.Expander.Observations;
using Ketrew.Expander.Packages;
using Ketrew.Expander.Packages.Locking;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.CommandLine.Projects;

/// <summary>A project's workflow, expanded and sound.</summary>
/// <param name="Location">Where it is.</param>
/// <param name="Expansion">What it stands for; without errors. While stanzas wait for targets, the targets that don't depend on them.</param>
/// <param name="Graph">Its targets with their needs.</param>
internal sealed record Workflow(ProjectLocation Location, ExpansionResult Expansion, TargetGraph Graph)
{
    /// <summary>What the expansion saw; null when a run must expand again in any case.</summary>
    public SnapshotDraft? Draft { get; init; }

    /// <summary>What is said at the end of a run that succeeded; null when the targets that are asked for say so.</summary>
    public string? Links { get; init; }

    /// <summary>Expands a project's workflow once. Problems are printed.</summary>
    /// <param name="session">Where problems and progress go.</param>
    /// <param name="location">The project.</param>
    /// <param name="isLocked">True when the plugin packages must be those of <c>plugins.lock</c>.</param>
    /// <param name="requiredSandbox">What the sandbox of plugins must withhold at least.</param>
    /// <param name="made">Targets whose outputs stanzas may read.</param>
    /// <returns>Null when there is an error: the input is wrong.</returns>
    public static async Task<Workflow?> ExpandAsync(Session session, ProjectLocation location, bool isLocked, SandboxLevel requiredSandbox, MadeTargets made)
    {
        ExpansionSight sight = new(location);
        ExpanderOptions options = sight.Watch(OptionsFor(session, location) with { IsLocked = isLocked, RequiredSandbox = requiredSandbox, Made = made });
        ExpansionResult expansion = await WorkflowExpander.ExpandAsync(options, session.Signals.Stop);
        DiagnosticPrinter printer = new(session.Terminal, location.Root);
        TargetGraph? graph = null;
        ValueList<Diagnostic> problems = [];
        if (expansion.Plan is { } plan)
        {
            TargetGraph.TryBuild(plan, out graph, out problems);
        }

        session.Signals.Stop.ThrowIfCancellationRequested();

        problems = graph is null ? problems : [.. problems, .. await CheckBackendsAsync(session, location, expansion)];
        graph = problems.Any(problem => problem.Severity == Severity.Error) ? null : graph;
        printer.Print([.. expansion.Diagnostics, .. problems]);
        if (expansion.Lock is { } change)
        {
            WriteLock(session, change);
        }

        // What a run tells beside the result has to be told each time.
        bool isQuiet = problems.IsEmpty && expansion.Diagnostics.IsEmpty && expansion.Lock is null;
        bool isWhole = expansion.Late.IsEmpty && session.Linked.IsEmpty && BackendConfiguration.Of(expansion).IsEmpty;
        return graph is null ? null : new Workflow(location, expansion, graph) { Draft = isQuiet && isWhole ? sight.Draft : null };
    }

    /// <summary>Where its targets run, and where attempts of a state are.</summary>
    /// <param name="session">What the program brings; how a person gives up.</param>
    /// <param name="store">The project's state; null when attempts don't matter.</param>
    /// <param name="others">Further names that somebody wants.</param>
    public Task<ProjectBackends> MakeBackendsAsync(Session session, StateStore? store, params IEnumerable<string> others) => ProjectBackends.CreateAsync(
        session,
        Location,
        BackendConfiguration.Of(Expansion).Over(new BackendRecord(Location).Load()),
        [.. BackendNames(Expansion), .. others, .. store?.UnfinishedBackends() ?? []]);

    private static IEnumerable<string> BackendNames(ExpansionResult expansion) =>
        expansion.Plan is null ? [] : expansion.Plan.Targets.Select(target => target.BackendName()).Where(name => name.Length > 0).Distinct();

    /// <summary>The targets that a person names.</summary>
    /// <param name="session">Where problems go.</param>
    /// <param name="patterns">Ids, patterns, tags, output paths; none means the defaults.</param>
    /// <returns>Null when a name means nothing; that was printed.</returns>
    public Selection? Select(Session session, IEnumerable<string> patterns)
    {
        if (!Graph.TrySelect(patterns, out Selection? selection, out ValueList<Diagnostic> problems))
        {
            new DiagnosticPrinter(session.Terminal, Location.Root).Print(problems);
        }

        return selection;
    }

    // What needs no declaration can't be declared wrongly. A run makes its own: of other declarations, since also those of earlier runs count then,
    // and of attempts that only its store knows; and a workflow is expanded by many who have no use for backends, in several rounds.
    private static async Task<ValueList<Diagnostic>> CheckBackendsAsync(Session session, ProjectLocation location, ExpansionResult expansion)
    {
        BackendConfiguration configuration = BackendConfiguration.Of(expansion);
        string[] names = [.. BackendNames(expansion)];
        if (configuration is { Backends.IsEmpty: true, Hosts.IsEmpty: true } && Array.TrueForAll(names, ProjectBackends.NeedsNoDeclaration))
        {
            return [];
        }

        await using ProjectBackends backends = await ProjectBackends.CreateAsync(session, location, configuration, names);
        return backends.Problems;
    }

    private static void WriteLock(Session session, LockChange change)
    {
        try
        {
            change.Write();
            session.Terminal.PrintNote(session.Terminal.Paint(Tone.Quiet, $"{Path.GetFileName(change.Path)}: {string.Join(", ", change.Changes)}"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Where nothing can be written, nothing can be pinned; the run is as good as without.
            session.Terminal.PrintNote($"warning: `{Path.GetFileName(change.Path)}` can't be written: {exception.Message}");
        }
    }

    /// <summary>How a project's workflow is expanded.</summary>
    /// <param name="session">Where progress goes.</param>
    /// <param name="location">The project.</param>
    public static ExpanderOptions OptionsFor(Session session, ProjectLocation location) => new()
    {
        Root = location.Root,
        File = location.File,
        CacheDirectory = location.CacheDirectory,
        SdkDirectory = Installation.PluginHostDirectory,
        Backends = [.. BackendFactory.Kinds, .. session.LinkedBackends.Select(backend => backend.Kind)],
        Environment = Environment.GetEnvironmentVariable,
        Prefixes = PackagePrefix.InOrder(location.Root, Installation.PackageDirectory, Environment.GetEnvironmentVariable),
        Linked = session.Linked,
        LastWriters = new LastWriters(location).Of,
        Progress = line =>
        {
            // Plugin projects are about to be compiled: their authors' editors want the SDK, too.
            Installation.WriteSdkProperties(location.StateDirectory);
            session.Terminal.PrintNote(session.Terminal.Paint(Tone.Quiet, line));
        },
    };
}
