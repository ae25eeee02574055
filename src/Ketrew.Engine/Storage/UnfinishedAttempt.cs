using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Engine.Storage;

/// <summary>An attempt whose end no engine saw.</summary>
/// <param name="Reference">How to find it.</param>
/// <param name="Backend">The name of the backend that was asked.</param>
/// <param name="Fingerprint">What its target depended on; null for attempts of version 1 of the database.</param>
/// <param name="Began">When it began, or was about to.</param>
/// <param name="Outputs">What it writes; null when the state doesn't tell: for attempts of version 1 of the database.</param>
internal sealed record UnfinishedAttempt(
    AttemptReference Reference, string Backend, Digest? Fingerprint, DateTimeOffset Began, ValueList<ProjectPath>? Outputs)
{
    /// <summary>The run whose engine had it last; null for one that the state doesn't know.</summary>
    public int? LastRun { get; init; }

    /// <summary>True when what it wrote stays where it is, though it failed.</summary>
    public bool KeepsOutputs { get; init; }

    public TargetId Target => Reference.Id.Target;
}
