using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Sdk.Backends;

/// <summary>A backend could not do what it was asked for: recoverable when a connection is down or a scheduler restarts,
/// not when it was refused.</summary>
/// <param name="message">For people: what could not be done, and why.</param>
/// <param name="inner">What it comes from; null for nothing.</param>
public class BackendException(string message, Exception? inner = null) : KetrewException(message, inner)
{
    /// <summary>The command that failed, as a shell would take it; empty when it was none.</summary>
    public string Command { get; init; } = "";

    /// <summary>Its exit code; null when it has none.</summary>
    public int? ExitCode { get; init; }

    /// <summary>What it printed to standard error.</summary>
    public string StandardError { get; init; } = "";
}
