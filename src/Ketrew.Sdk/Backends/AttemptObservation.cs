using System.Text.Json.Serialization;

namespace Ketrew.Sdk.Backends;

/// <summary>What a backend can say about an attempt now.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "observation")]
[JsonDerivedType(typeof(Alive), "alive")]
[JsonDerivedType(typeof(Ended), "ended")]
[JsonDerivedType(typeof(Unknown), "unknown")]
public abstract record AttemptObservation
{
    private AttemptObservation()
    {
    }

    /// <summary>It is still there.</summary>
    /// <param name="Detail">For people: queued, running, which process.</param>
    public sealed record Alive(string Detail) : AttemptObservation
    {
        /// <summary>True while it waits in somebody's queue, or is held or suspended: its timeout does not count.</summary>
        public bool IsWaiting { get; init; }

        /// <summary>When its steps began, as far as that is known better than by when it was started; its timeout counts from there.</summary>
        public DateTimeOffset? Began { get; init; }
    }

    /// <summary>It is over.</summary>
    /// <param name="Verdict">How.</param>
    public sealed record Ended(Verdict Verdict) : AttemptObservation
    {
        /// <summary>When, as far as that is known better than by the look that found it.</summary>
        public DateTimeOffset? At { get; init; }
    }

    /// <summary>The backend could not be asked; says nothing about the attempt.</summary>
    /// <param name="Why">For people.</param>
    public sealed record Unknown(string Why) : AttemptObservation;
}
