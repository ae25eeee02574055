using Ketrew.Sdk;

namespace Ketrew.Engine.Storage;

/// <summary>What is stored of an attempt before its backend is asked.</summary>
/// <param name="Number">From 1.</param>
/// <param name="At">When.</param>
/// <param name="Backend">The name of the backend that will be asked.</param>
/// <param name="Fingerprint">What the target depends on now.</param>
/// <param name="ReadyAt">When nothing but a slot or a pool kept it any more.</param>
/// <param name="ReleasedBy">The need that ended last; null when it had to wait for none.</param>
/// <param name="HeldBy">The pool that kept it back; null when none did.</param>
/// <param name="Outputs">What it writes.</param>
/// <param name="KeepsOutputs">True when that stays where it is, though the attempt fails.</param>
internal sealed record AttemptIntent(
    int Number,
    DateTimeOffset At,
    string Backend,
    Digest Fingerprint,
    DateTimeOffset ReadyAt,
    TargetId? ReleasedBy,
    string? HeldBy,
    ValueList<ProjectPath> Outputs,
    bool KeepsOutputs);
