using Ketrew.Expander;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.CommandLine.Projects;

/// <summary>What a project says about where its targets run.</summary>
/// <param name="Backends">Declared backends, in ordinal order of names.</param>
/// <param name="Hosts">Declared hosts, in ordinal order of names.</param>
/// <param name="Plugins">Assemblies with backends, in the order in which they are loaded.</param>
internal sealed record BackendConfiguration(ValueList<BackendDeclaration> Backends, ValueList<HostDeclaration> Hosts, ValueList<BackendAssembly> Plugins)
{
    /// <summary>True when no target could have anything of it.</summary>
    public bool IsEmpty => Backends.IsEmpty && Hosts.IsEmpty && Plugins.IsEmpty;

    /// <summary>Nothing is declared.</summary>
    public static BackendConfiguration Empty { get; } = new([], [], []);

    /// <summary>What a workflow says.</summary>
    public static BackendConfiguration Of(ExpansionResult expansion) => new(expansion.Backends, expansion.Hosts, expansion.BackendAssemblies);

    /// <summary>This configuration, and of an earlier one what this doesn't speak of: attempts may be there still.</summary>
    public BackendConfiguration Over(BackendConfiguration earlier) => new(
        [.. Backends.UnionBy(earlier.Backends, backend => backend.Name).OrderBy(backend => backend.Name, StringComparer.Ordinal)],
        [.. Hosts.UnionBy(earlier.Hosts, host => host.Name).OrderBy(host => host.Name, StringComparer.Ordinal)],
        [.. Plugins.UnionBy(earlier.Plugins, plugin => plugin.Path)]);
}
