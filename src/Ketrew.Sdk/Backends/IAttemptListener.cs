namespace Ketrew.Sdk.Backends;

/// <summary>Who wants to hear what becomes of attempts. Called from any thread; returns at once and never throws.</summary>
public interface IAttemptListener
{
    /// <summary>An attempt began. Not called for one that was refused.</summary>
    /// <param name="attempt">With the handle to find it again.</param>
    void Started(AttemptReference attempt);

    /// <summary>An attempt is over; the last thing said about it.</summary>
    /// <param name="id">Which.</param>
    /// <param name="verdict">How.</param>
    void Ended(AttemptId id, Verdict verdict);
}
