using Ketrew.Expander.Expansion;
using Ketrew.Expander.Hosting;
using Ketrew.Expander.Language.Loading;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Packages.Listing;

/// <summary>Which custom stanzas may be used in a directory.</summary>
/// <param name="Stanzas">In ordinal order of the names; of those with one name the one that is meant first.</param>
/// <param name="Diagnostics">What is wrong with the workflow and its plugins.</param>
public sealed record StanzaListing(ValueList<VisibleStanza> Stanzas, ValueList<Diagnostic> Diagnostics)
{
    /// <summary>Lists them. Nothing is expanded.</summary>
    /// <param name="options">The project.</param>
    /// <param name="directory">In the project; need not have a workflow file of its own.</param>
    /// <param name="cancellationToken">Ends builds.</param>
    /// <exception cref="KetrewException">A plugin must be built, and can't be.</exception>
    /// <exception cref="IOException">A file can't be read.</exception>
    public static async Task<StanzaListing> AtAsync(ExpanderOptions options, ProjectPath directory, CancellationToken cancellationToken)
    {
        using PluginHost host = new(options.PluginHost);
        LoadedWorkflow files = WorkflowExpander.Load(options, cancellationToken);
        ResolvedWorkflow workflow = await ResolvedWorkflow.ResolveAsync(options, files, host, cancellationToken);
        List<Diagnostic> diagnostics = [.. workflow.Diagnostics];
        StanzaCatalog catalog = new(workflow.Plugins, diagnostics.Add);
        return new StanzaListing(files.ScopeAt(directory) is { } scope ? Describe(catalog.InScope(scope, directory)) : [], diagnostics.ToValueList());
    }

    private static ValueList<VisibleStanza> Describe(IEnumerable<StanzaDefinition> definitions) => definitions
        .GroupBy(definition => definition.VisibleName)
        .OrderBy(group => group.Key, StringComparer.Ordinal)
        .SelectMany(group => group.Select(definition => new VisibleStanza(
            definition.VisibleName,
            NameOf(definition.Plugin),
            definition.Plugin.Declaration.Span,
            definition == group.First() ? null : NameOf(group.First().Plugin))))
        .ToValueList();

    private static string NameOf(DeclaredPlugin plugin) => plugin.Package is { } package ? $"{plugin.Name} {package.Folder.Version}" : plugin.Name;
}
