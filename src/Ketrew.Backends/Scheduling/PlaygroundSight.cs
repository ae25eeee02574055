using Ketrew.Backends.Daemonize;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Scheduling;

/// <summary>What was seen in the playground of an attempt.</summary>
internal sealed record PlaygroundSight
{
    /// <summary>Nothing is there.</summary>
    public static PlaygroundSight Empty { get; } = new();

    /// <summary>Who has the attempt.</summary>
    public Claim Claim { get; init; } = new Claim.Open();

    /// <summary>The line of its script that says what it runs; null when there is no script.</summary>
    public string? Content { get; init; }

    /// <summary>How it ended, as it told itself; null when it hasn't.</summary>
    public Verdict? Verdict { get; init; }

    /// <summary>The signal that somebody asked it to end by; null when nobody did.</summary>
    public int? Killed { get; init; }

    /// <summary>What its script complained about last; empty when it didn't.</summary>
    public string Complaint { get; init; } = "";
}
