namespace Ketrew.Sdk.Backends;

/// <summary>An attempt that is asked about.</summary>
/// <param name="Reference">Which, and its handle.</param>
/// <param name="LogPath">Absolute path of its log on this machine; the file may be missing.</param>
/// <param name="ProjectDirectory">Absolute path of the project's root.</param>
public sealed record QueriedAttempt(AttemptReference Reference, string LogPath, string ProjectDirectory);
