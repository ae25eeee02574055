namespace Ketrew.Backends.Processes;

/// <summary>A process to start. Paths are absolute.</summary>
/// <param name="Program">The executable file; without a leading <c>/</c>, relative to the directory.</param>
/// <param name="Arguments">Its own name first.</param>
/// <param name="Environment"><c>NAME=value</c>, all it gets.</param>
/// <param name="Directory">Where it stands.</param>
/// <param name="StandardInput">Read.</param>
/// <param name="StandardOutput">Written; null for the log.</param>
/// <param name="AppendsOutput">False when standard output begins with this process.</param>
/// <param name="Log">Appended.</param>
internal sealed record SpawnRequest(
    string Program,
    string[] Arguments,
    string[] Environment,
    string Directory,
    string StandardInput,
    string? StandardOutput,
    bool AppendsOutput,
    string Log)
{
    /// <summary>The same without a shell, which is tried first; where it can't be started, the shell says why. Null when only the shell can do it.</summary>
    public SpawnRequest? Plain { get; init; }
}
