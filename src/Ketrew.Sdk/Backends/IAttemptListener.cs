namespace Ketrew.Sdk.Backends;

/// <summary>Who wants to hear what becomes of attempts. Called from any thread; returns at once and never throws.</summary>
public interface IAttemptListener
{
    /// <summary>An attempt began. Not called for one that was refused.</summary>
    /// <param name="attempt">With the handle to find it again.</param>
    /// <param name="host">The machine, by its name.</param>
    void Started(AttemptReference attempt, string host);

    /// <summary>An attempt is over; the last thing said about it. A backend that is polled says it only of attempts that were never started.</summary>
    /// <param name="id">Which.</param>
    /// <param name="verdict">How.</param>
    void Ended(AttemptId id, Verdict verdict);
}
