using Ketrew.Engine.Automaton;
using Ketrew.Sdk;

namespace Ketrew.Engine.Running;

/// <summary>A target that failed or was killed by itself, with all that could not run because of it.</summary>
/// <param name="Target">Which.</param>
/// <param name="State"><see cref="TargetState.Failed"/> or <see cref="TargetState.Killed"/>.</param>
/// <param name="LogPath">Absolute path of the last attempt's log; null when it never came to an attempt.</param>
/// <param name="LastLines">The end of what it printed.</param>
/// <param name="Blocked">Targets that need it, directly or not; in graph order.</param>
public sealed record RunFailure(
    TargetId Target, TargetState State, string? LogPath, ValueList<string> LastLines, ValueList<TargetId> Blocked);
