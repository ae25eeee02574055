using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Plugins.Projects;

/// <summary>What became of a plugin project.</summary>
internal abstract record PluginProjectResult
{
    private PluginProjectResult()
    {
    }

    /// <summary>Its assembly is there.</summary>
    /// <param name="AssemblyPath">Absolute.</param>
    /// <param name="WasBuilt">False when an earlier build was still right.</param>
    public sealed record Built(string AssemblyPath, bool WasBuilt) : PluginProjectResult;

    /// <summary>It can't be built.</summary>
    /// <param name="Diagnostics">At least one; the compiler's errors with their places.</param>
    public sealed record Failed(ValueList<Diagnostic> Diagnostics) : PluginProjectResult;
}
