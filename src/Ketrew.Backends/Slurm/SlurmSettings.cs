using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Slurm;

/// <summary>What can be set of a Slurm backend, besides what every scheduler has.</summary>
internal sealed record SlurmSettings
{
    /// <summary>Where jobs are put; null for Slurm's default.</summary>
    public string? Partition { get; init; }

    /// <summary>Who pays; null for the user's default.</summary>
    public string? Account { get; init; }

    /// <summary>Quality of service; null for the default.</summary>
    public string? Qos { get; init; }

    /// <summary>Features that nodes must have; null for none.</summary>
    public string? Constraint { get; init; }

    /// <summary>Further words for sbatch, after all others.</summary>
    public ValueList<string> Options { get; init; }

    /// <summary>True to hand equal jobs over as an array. Default: true.</summary>
    public bool Arrays { get; init; } = true;

    /// <summary>True to let Slurm put a job back into the queue whose node failed before it began. Default: false.</summary>
    public bool Requeue { get; init; }

    /// <summary>Asks a declaration for all of these.</summary>
    public static SlurmSettings Read(BackendSettings settings) => new()
    {
        Partition = settings.Text("partition"),
        Account = settings.Text("account"),
        Qos = settings.Text("qos"),
        Constraint = settings.Text("constraint"),
        Options = settings.Texts("options"),
        Arrays = settings.Flag("arrays") ?? true,
        Requeue = settings.Flag("requeue") ?? false,
    };
}
