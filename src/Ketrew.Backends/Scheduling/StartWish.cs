using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Scheduling;

/// <summary>An attempt that is to be handed to a scheduler.</summary>
/// <param name="Attempt">What is wanted.</param>
internal sealed record StartWish(Attempt Attempt)
{
    /// <summary>True when it may have been handed over already: an answer was lost.</summary>
    public bool IsDoubtful { get; init; }

    /// <summary>True when it was refused, or not taken, together with others; so that each hears its own answer.</summary>
    public bool IsAlone { get; init; }

    /// <summary>True when its playground was looked at, and nobody has it.</summary>
    public bool IsVisited { get; init; }

    /// <summary>True when its job has claimed it, whoever handed it over.</summary>
    public bool HasBegun { get; init; }

    /// <summary>Why it still waits, for people.</summary>
    public string Delay { get; init; } = "it waits to be submitted";
}
