using Ketrew.Engine.Automaton;
using Ketrew.Sdk.Backends;

namespace Ketrew.Engine.Storage;

/// <summary>An attempt as the history knows it.</summary>
/// <param name="Id">Which.</param>
/// <param name="Started">When it began, or was about to.</param>
/// <param name="Ended">When; null while it runs.</param>
/// <param name="State">The last state that the target had in this attempt.</param>
/// <param name="Usage">What it used; zeros until it has ended.</param>
/// <param name="LogPath">Absolute; the file may have been removed since.</param>
public sealed record AttemptRecord(
    AttemptId Id, DateTimeOffset Started, DateTimeOffset? Ended, TargetState State, ResourceUsage Usage, string LogPath)
{
    /// <summary>How long it took; null while it runs.</summary>
    public TimeSpan? Duration => Ended - Started;
}
