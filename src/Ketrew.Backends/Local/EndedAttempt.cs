using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Local;

/// <summary>What stays of an attempt that has ended: there are as many as targets, so it is little.</summary>
/// <param name="Handle">How it was found while it ran; null when it never began.</param>
/// <param name="Verdict">How it ended.</param>
internal readonly record struct EndedAttempt(LocalHandle? Handle, Verdict Verdict);
