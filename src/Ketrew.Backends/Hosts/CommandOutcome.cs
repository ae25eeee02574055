namespace Ketrew.Backends.Hosts;

/// <summary>How a command on a host ended.</summary>
/// <param name="Code">Its exit code, 128 and more for signals.</param>
/// <param name="Output">What it printed to standard output.</param>
/// <param name="Errors">What it printed to standard error.</param>
internal sealed record CommandOutcome(int Code, string Output, string Errors);
