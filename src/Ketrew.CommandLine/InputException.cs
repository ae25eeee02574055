namespace Ketrew.CommandLine;

/// <summary>What was typed can't be meant: no project there, no such target. Ends the process with <see cref="ExitCode.BadInput"/>.</summary>
/// <param name="message">One lower-case sentence without full stop.</param>
/// <param name="hint">Something to type; null when there is nothing.</param>
internal sealed class InputException(string message, string? hint = null) : Exception(message)
{
    /// <summary>Something to type; null when there is nothing.</summary>
    public string? Hint { get; } = hint;
}
