using Ketrew.Engine.Automaton;
using Ketrew.Sdk;

namespace Ketrew.Engine.Storage;

/// <summary>Where a target stands by the history: the last thing that happened to it, in whatever run.</summary>
/// <param name="Target">Which.</param>
/// <param name="Run">The run in which it happened.</param>
/// <param name="At">When.</param>
/// <param name="State">Its state since then. One that was only found up to date keeps the state it had.</param>
/// <param name="LastAttempt">Its latest attempt; null when it never came to one.</param>
public sealed record TargetStatus(TargetId Target, int Run, DateTimeOffset At, TargetState State, AttemptRecord? LastAttempt);
