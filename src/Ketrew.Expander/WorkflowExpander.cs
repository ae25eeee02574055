using Ketrew.Expander.Caching;
using Ketrew.Expander.Diagnostics;
using Ketrew.Expander.Expansion;
using Ketrew.Expander.Hosting;
using Ketrew.Expander.Language.Loading;
using Ketrew.Expander.Observations;
using Ketrew.Expander.Observations.Tools;
using Ketrew.Expander.Packages.Sites;
using Ketrew.Expander.Promotion;
using Ketrew.Expander.Reading;
using Ketrew.Expander.Schemas;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Observations;
using Ketrew.Sdk.Planning;

namespace Ketrew.Expander;

/// <summary>Text → plan: reads the workflow files, expands custom stanzas, resolves globs.</summary>
public static class WorkflowExpander
{
    /// <summary>Expands a workflow.</summary>
    /// <param name="options">What to work on.</param>
    /// <param name="cancellationToken">Ends plugin builds and the plugin host.</param>
    /// <returns>The plan, or everything that is wrong with the files.</returns>
    /// <exception cref="KetrewException">The surroundings fail: no <c>dotnet</c> to build a plugin with, the plugin host is missing.</exception>
    /// <exception cref="IOException">A file that is there can't be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static async Task<ExpansionResult> ExpandAsync(ExpanderOptions options, CancellationToken cancellationToken) =>
        await ExpandAsync(options, static _ => null, cancellationToken);

    /// <summary>Expands a workflow on disk, with some answers that aren't the disk's.</summary>
    /// <param name="options">What to work on.</param>
    /// <param name="given">Answers that are given instead of looked up; null for a question that is looked up.</param>
    /// <param name="cancellationToken">Ends plugin builds and the plugin host.</param>
    /// <returns>As the other one.</returns>
    internal static async Task<ExpansionResult> ExpandAsync(ExpanderOptions options, Func<Question, Answer?> given, CancellationToken cancellationToken)
    {
        // Two files of several megabytes each: the second core reads one of them.
        Task<ObservationCache> opening = Task.Run(() => new ObservationCache(options.Cache.Observations, options.LastUsed), cancellationToken);
        World world = new(new DiskTree(options.Root, options.Looking), options.Environment)
        {
            Looking = options.Looking,
            Answering = options.Answering,
            Tools = new Toolbox(options.Cache.Tools, options.Environment, options.Looking, cancellationToken),
            Made = options.Made,
            Given = given,
        };
        DocumentReader documents = DocumentsOf(options, cancellationToken);
        try
        {
            return await ExpandAsync(options, world, documents, opening, cancellationToken);
        }
        finally
        {
            documents.AwaitKept();
        }
    }

    /// <summary>Expands a workflow of any world.</summary>
    /// <param name="options">What to work on; of a project that isn't on disk, no path of it is used.</param>
    /// <param name="world">The project; new for each expansion.</param>
    /// <param name="documents">Parses workflow files.</param>
    /// <param name="opening">What is remembered.</param>
    /// <param name="cancellationToken">Ends plugin builds and the plugin host.</param>
    /// <returns>As the other one.</returns>
    internal static async Task<ExpansionResult> ExpandAsync(
        ExpanderOptions options, World world, DocumentReader documents, Task<ObservationCache> opening, CancellationToken cancellationToken)
    {
        using PluginHost host = new(options.PluginHost);
        LoadedWorkflow files = Load(options, world, documents);
        ResolvedWorkflow workflow = await ResolvedWorkflow.ResolveAsync(options, files, host, cancellationToken);
        List<Diagnostic> diagnostics = [.. workflow.Diagnostics];
        ObservationCache cache = await opening;
        IReadOnlyList<DeclaredPlugin> usable = new TemplateCheck(cache, host, diagnostics.Add, options.RequiredSandbox).Check(workflow.Plugins, cancellationToken);
        ValueList<BackendAssembly> backends = BackendAssembly.Of(usable);
        diagnostics.AddRange(BackendAssembly.ClashesIn(backends));
        StanzaCatalog catalog = new(usable, diagnostics.Add);
        StanzaUse[] roots = [.. files.Stanzas.Select(placed => new StanzaUse(placed, null))];
        ExpansionRun run = new(catalog, world, new SiteLookup(workflow.Packages.Resolution), cache, host, options);
        bool pluginsMissing = workflow.IsIncomplete || usable.Count < workflow.Plugins.Count;
        run.Expand(roots, pluginsMissing, cancellationToken);
        diagnostics.AddRange(run.Diagnostics);
        Save(cache, diagnostics);
        if (world.IsOnDisk)
        {
            new SchemaFiles(options.Root, catalog, new StanzaDescriptions(options.Cache.Descriptions, host), options.Looking).Refresh(files.Scopes, pluginsMissing, cancellationToken);
        }

        PlanOfTrees trees = new(roots, run.Late, world, options.LastWriters, diagnostics);
        Plan? plan = trees.Lower(files.Scopes, options.Backends, cancellationToken);
        return new ExpansionResult(
            plan,
            diagnostics.ToValueList(),
            run.Reports.ToValueList(),
            new(() => plan is null ? [] : new FileExpansion(options.Root).All(files.Scopes, roots, cancellationToken)),
            DefaultSettings.Of(files.Scopes, options.Backends),
            host.ProcessesStarted)
        {
            Lock = plan is null ? null : workflow.Packages.Change,
            BackendAssemblies = backends,
            Roots = roots,
            Scopes = files.Scopes,
            Made = options.Made,
            Backends = trees.Backends,
            Hosts = trees.Hosts,
            Late = run.Late.Select(LateStanza.Of).ToValueList(),
        };
    }

    /// <summary>Reads the workflow files; nothing is expanded.</summary>
    /// <param name="options">What to work on.</param>
    /// <param name="cancellationToken">Ends reading in the middle of a file.</param>
    /// <exception cref="IOException">A file that is there can't be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    internal static LoadedWorkflow Load(ExpanderOptions options, CancellationToken cancellationToken)
    {
        DocumentReader documents = DocumentsOf(options, cancellationToken);
        try
        {
            return Load(options, new World(options.Root, options.Environment), documents);
        }
        finally
        {
            documents.AwaitKept();
        }
    }

    private static LoadedWorkflow Load(ExpanderOptions options, World world, DocumentReader documents) =>
        new WorkflowLoader(world.TryReadWorkflow, world.ListEverything, world.RealPath, documents).Load(options.File);

    private static DocumentReader DocumentsOf(ExpanderOptions options, CancellationToken cancellationToken) => new(new ParsedFileCache(options.Cache.Parsed), cancellationToken);

    private static void Save(ObservationCache cache, List<Diagnostic> diagnostics)
    {
        try
        {
            cache.Save();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A cache that can't be written costs time, not correctness.
            diagnostics.Add(ExpansionProblem.CacheNotSaved(exception.Message));
        }
    }
}
