namespace Ketrew.Sdk.Planning;

/// <summary>What tells that a target is done, whatever its fingerprint says. Asked before its needs are even activated, and again after it ran.</summary>
public abstract record Condition
{
    private Condition()
    {
    }

    /// <summary>Files or directories are there.</summary>
    /// <param name="Paths">All of them; at least one.</param>
    public sealed record Exists(ValueList<HostPath> Paths) : Condition;

    /// <summary>A file is there and large enough.</summary>
    /// <param name="Path">The file; a directory has no size.</param>
    /// <param name="AtLeastBytes">The smallest size that will do; 0 or more.</param>
    public sealed record Size(HostPath Path, long AtLeastBytes) : Condition;

    /// <summary>A command ends with a code. It runs in the target's directory with the target's environment, and changes nothing.</summary>
    /// <param name="Step">What is run.</param>
    /// <param name="Returns">The code that means done; 0 to 255.</param>
    public sealed record Command(Step Step, int Returns = 0) : Condition;

    /// <summary>Every one of several; asked in order, until one does not hold.</summary>
    /// <param name="Conditions">None means that it holds.</param>
    public sealed record All(ValueList<Condition> Conditions) : Condition;

    /// <summary>Never done beforehand, so the target always runs. Says nothing after the run.</summary>
    public sealed record Never : Condition;

    /// <summary>True when asking it starts a process.</summary>
    public bool HasCommand => this switch
    {
        Command => true,
        All all => all.Conditions.Any(condition => condition.HasCommand),
        _ => false,
    };

    /// <summary>True when a part of it is <see cref="Never"/>.</summary>
    public bool HasNever => this switch
    {
        Never => true,
        All all => all.Conditions.Any(condition => condition.HasNever),
        _ => false,
    };
}
