namespace Ketrew.Sdk.Backends;

/// <summary>What a backend can say about an attempt now.</summary>
public abstract record AttemptObservation
{
    private AttemptObservation()
    {
    }

    /// <summary>It is still there.</summary>
    /// <param name="Detail">For people: queued, running, which process.</param>
    public sealed record Alive(string Detail) : AttemptObservation;

    /// <summary>It is over.</summary>
    /// <param name="Verdict">How.</param>
    public sealed record Ended(Verdict Verdict) : AttemptObservation;

    /// <summary>The backend could not be asked; says nothing about the attempt.</summary>
    /// <param name="Why">For people.</param>
    public sealed record Unknown(string Why) : AttemptObservation;
}
