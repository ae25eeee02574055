namespace Ketrew.Engine.Storage;

/// <summary>How many targets of a run ended how.</summary>
public readonly record struct RunCounts
{
    /// <summary>Ran, and their outputs are there.</summary>
    public int Succeeded { get; init; }

    /// <summary>Did not have to run.</summary>
    public int UpToDate { get; init; }

    /// <summary>Their condition held before anything was done for them.</summary>
    public int AlreadyDone { get; init; }

    /// <summary>Ran and failed.</summary>
    public int Failed { get; init; }

    /// <summary>Could not run because of what they need.</summary>
    public int NeedsFailed { get; init; }

    /// <summary>Were ended on request.</summary>
    public int Killed { get; init; }

    /// <summary>Go on without the engine.</summary>
    public int Detached { get; init; }

    /// <summary>Never came to their turn.</summary>
    public int Withdrawn { get; init; }
}
