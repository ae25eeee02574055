namespace Ketrew.Backends.Scheduling;

/// <summary>Where a job is, in what all schedulers have in common.</summary>
internal enum JobPhase
{
    /// <summary>It waits for its turn, or for the next one: requeued, held, or its beginning lies in the future.</summary>
    Waiting,

    /// <summary>It runs, or cleans up.</summary>
    Running,

    /// <summary>It began, and stands still.</summary>
    Suspended,

    /// <summary>It is accepted and will never run; it is ended, and its attempt counts as refused.</summary>
    Stuck,

    /// <summary>It is over.</summary>
    Ended,
}
