namespace Ketrew.Backends.Hosted;

/// <summary>Why a plugin, or a backend in it, can't be used.</summary>
/// <param name="Plugin">Which.</param>
/// <param name="Message">One lower-case clause without full stop: <c>the file doesn't exist</c>.</param>
public sealed record BackendPluginProblem(BackendPlugin Plugin, string Message);
