using Ketrew.Expander.Hosting;
using Ketrew.Expander.Language.Loading;
using Ketrew.Expander.Packages;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Expansion;

/// <summary>A workflow whose packages are found and whose plugins are read: what has to be known before a stanza is expanded, listed or described.</summary>
/// <param name="Files">The workflow itself.</param>
/// <param name="Packages">Its plugin packages.</param>
/// <param name="Plugins">The plugins that can be used, in the order declared.</param>
/// <param name="IsIncomplete">True when a plugin could not be used: then a stanza that nobody defines may well be its.</param>
/// <param name="Diagnostics">What is wrong with files, packages and plugins, in the order found.</param>
internal sealed record ResolvedWorkflow(
    LoadedWorkflow Files, PackageUse Packages, IReadOnlyList<DeclaredPlugin> Plugins, bool IsIncomplete, ValueList<Diagnostic> Diagnostics)
{
    /// <summary>Finds and reads what a workflow declares.</summary>
    /// <param name="options">Where things are.</param>
    /// <param name="files">The workflow.</param>
    /// <param name="host">Compiles single files.</param>
    /// <param name="cancellationToken">Ends builds.</param>
    /// <exception cref="KetrewException">A plugin must be built, and can't be: no <c>dotnet</c>, no plugin host.</exception>
    /// <exception cref="IOException">A file that is there can't be read.</exception>
    public static async Task<ResolvedWorkflow> ResolveAsync(ExpanderOptions options, LoadedWorkflow files, PluginHost host, CancellationToken cancellationToken)
    {
        PackageUse packages = PackageUse.Of(options, files.Scopes);
        List<Diagnostic> diagnostics = [.. files.Diagnostics, .. packages.Diagnostics];
        PluginLoader loader = new(options, host, Report);
        IReadOnlyList<DeclaredPlugin> plugins =
            await loader.LoadAsync(files.Scopes, files.Defines, new PackagePlugins(packages.Resolution, Report), cancellationToken);
        bool isIncomplete = loader.HasFailed || files.Scopes.Any(scope => scope.File.HasRefusedPlugin);
        return new ResolvedWorkflow(files, packages, plugins, isIncomplete, [.. diagnostics]);

        void Report(Diagnostic problem) => diagnostics.Add(packages.Resolution.Explain(problem));
    }
}
