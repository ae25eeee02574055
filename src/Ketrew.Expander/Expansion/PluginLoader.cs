using Ketrew.Expander.Diagnostics;
using Ketrew.Expander.Language;
using Ketrew.Expander.Plugins;
using Ketrew.Expander.Plugins.Projects;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Expansion;

/// <summary>Makes the declared plugins ready: builds projects whose sources changed, reads assemblies without loading them.</summary>
/// <param name="options">Where things are.</param>
/// <param name="report">Takes what is wrong with a declaration or its plugin.</param>
internal sealed class PluginLoader(ExpanderOptions options, Action<Diagnostic> report)
{
    private readonly Dictionary<ProjectPath, string?> _assemblies = [];
    private readonly PluginProjectBuilder _builder = new(new PluginProjectOptions
    {
        Root = options.Root,
        SdkDirectory = options.SdkDirectory,
        Progress = options.Progress,
    });

    /// <summary>True when a plugin could not be used: then a stanza that nobody defines may well be its.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>The plugins of a workflow, in the order declared.</summary>
    /// <param name="scopes">All workflow files.</param>
    /// <param name="cancellationToken">Ends builds.</param>
    public async Task<IReadOnlyList<DeclaredPlugin>> LoadAsync(IEnumerable<Scope> scopes, CancellationToken cancellationToken)
    {
        List<DeclaredPlugin> plugins = [];
        foreach (Scope scope in scopes)
        {
            foreach (PluginDeclaration declaration in scope.File.Plugins)
            {
                if (await FindAssemblyAsync(declaration, cancellationToken) is { } path && Read(declaration, path) is { } assembly)
                {
                    plugins.Add(new DeclaredPlugin(scope, declaration, assembly));
                }
                else
                {
                    HasFailed = true;
                }
            }
        }

        return plugins;
    }

    private async Task<string?> FindAssemblyAsync(PluginDeclaration declaration, CancellationToken cancellationToken)
    {
        ProjectPath path = declaration.Path.Value;
        if (declaration.Kind == PluginKind.Assembly)
        {
            return Path.Combine(options.Root, path.Value);
        }

        // Two files may declare one project: it is built once, and its errors are told once.
        if (!_assemblies.TryGetValue(path, out string? assembly))
        {
            assembly = await BuildAsync(declaration, cancellationToken);
            _assemblies.Add(path, assembly);
        }

        return assembly;
    }

    private async Task<string?> BuildAsync(PluginDeclaration declaration, CancellationToken cancellationToken)
    {
        PluginProjectResult result = await _builder.BuildAsync(declaration.Path.Value.Value, cancellationToken);
        if (result is PluginProjectResult.Built built)
        {
            return built.AssemblyPath;
        }

        foreach (Diagnostic diagnostic in ((PluginProjectResult.Failed)result).Diagnostics)
        {
            report(diagnostic with { Span = diagnostic.Span ?? declaration.Path.Span ?? declaration.Span });
        }

        return null;
    }

    private PluginAssembly? Read(PluginDeclaration declaration, string path)
    {
        PluginAssembly assembly = PluginAssembly.Read(path);
        if (assembly.Problem is { } problem)
        {
            report(ExpansionProblem.UnusablePlugin(declaration.Path.Value.Value, declaration.Path.Span ?? declaration.Span, problem));
            return null;
        }

        return assembly;
    }
}
