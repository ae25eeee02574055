using Ketrew.Expander.Diagnostics;
using Ketrew.Expander.Language;
using Ketrew.Expander.Observations;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Plugins;

/// <summary>Reads ready-made assemblies.</summary>
/// <param name="root">Absolute path of the project's root.</param>
/// <param name="looking">Told about each file before it is looked at.</param>
/// <param name="report">Takes what is wrong with them.</param>
internal sealed class AssemblyReader(string root, Action<Sight, string> looking, Action<Diagnostic> report) : IPluginReader
{
    /// <inheritdoc/>
    public Task<ValueList<ValueList<PluginCode>>> ReadAsync(ValueList<PluginDeclaration> declarations, CancellationToken cancellationToken) =>
        Task.FromResult(declarations.Select(declaration => Read(declaration, Path.Combine(root, declaration.Name))).ToValueList());

    /// <summary>Reads one that lies anywhere.</summary>
    /// <param name="declaration">What it is the assembly of.</param>
    /// <param name="path">Absolute.</param>
    public ValueList<PluginCode> Read(PluginDeclaration declaration, string path)
    {
        PluginAssembly assembly = PluginAssembly.Read(path, declaration.SharedFolders, looking);
        if (assembly.Problem is not { } problem)
        {
            return [assembly.Code];
        }

        report(ExpansionProblem.UnusablePlugin(declaration.Name, declaration.NameSpan, problem));
        return [];
    }
}
