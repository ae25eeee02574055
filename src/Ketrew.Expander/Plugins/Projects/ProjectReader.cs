using Ketrew.Expander.Diagnostics;
using Ketrew.Expander.Hosting;
using Ketrew.Expander.Language;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Plugins.Projects;

/// <summary>Builds plugin projects whose sources changed, and reads their assemblies.</summary>
/// <param name="options">Where things are.</param>
/// <param name="assemblies">Reads what was built.</param>
/// <param name="report">Takes what is wrong with them.</param>
internal sealed class ProjectReader(PluginProjectOptions options, AssemblyReader assemblies, Action<Diagnostic> report) : IPluginReader
{
    private readonly PluginProjectBuilder _builder = new(options);

    /// <inheritdoc/>
    public async Task<ValueList<ValueList<PluginCode>>> ReadAsync(ValueList<PluginDeclaration> declarations, CancellationToken cancellationToken)
    {
        List<ValueList<PluginCode>> codes = [];
        foreach (PluginDeclaration declaration in declarations)
        {
            codes.Add(await BuildAsync(declaration, cancellationToken) is { } path ? assemblies.Read(declaration, path) : []);
        }

        return [.. codes];
    }

    private async Task<string?> BuildAsync(PluginDeclaration declaration, CancellationToken cancellationToken)
    {
        // Also what was built before: nobody knows what that build did.
        if (options.RequiredSandbox > SandboxLevel.Sources)
        {
            report(ExpansionProblem.ProjectNotSandboxed(declaration, options.RequiredSandbox));
            return null;
        }

        PluginProjectResult result = await _builder.BuildAsync(declaration.Name, cancellationToken);
        if (result is PluginProjectResult.Built built)
        {
            return built.AssemblyPath;
        }

        foreach (Diagnostic diagnostic in ((PluginProjectResult.Failed)result).Diagnostics)
        {
            report(diagnostic with { Span = diagnostic.Span ?? declaration.NameSpan });
        }

        return null;
    }
}
