using Ketrew.Sdk.Backends;

namespace Ketrew.CommandLine.Projects;

/// <summary>What the name of a backend means: <c>cluster</c>, <c>slurm</c>, <c>daemonize@big</c>.</summary>
/// <param name="Kind">Which sort it is.</param>
/// <param name="Host">Where its commands run; empty for this machine.</param>
/// <param name="Declared">Where it is declared; null for a kind that is used by its own name.</param>
internal sealed record BackendName(string Kind, string Host, BackendDeclaration? Declared)
{
    private const char HostMark = '@';

    /// <summary>Looks a name up among what is declared.</summary>
    public static BackendName Resolve(string name, BackendConfiguration configuration)
    {
        string[] parts = name.Split(HostMark, 2);
        BackendDeclaration? declared = configuration.Backends.FirstOrDefault(backend => backend.Name == parts[0]);
        return new BackendName(declared?.Kind ?? parts[0], parts is [_, var host] ? host : declared?.Host ?? "", declared);
    }
}
