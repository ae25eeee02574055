namespace Ketrew.Sdk.Backends;

/// <summary>How an attempt is found again, by another engine too.</summary>
/// <param name="Id">Which attempt.</param>
/// <param name="Handle">What the backend told when it started, such as <c>local/1 4711</c>; empty when the engine died before it heard it.</param>
public sealed record AttemptReference(AttemptId Id, string Handle);
