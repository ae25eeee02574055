using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Planning;

namespace Ketrew.Backends.Processes;

/// <summary>A process in a session of its own: neither the end of the one that started it nor that of a terminal ends it.</summary>
public sealed class DetachedProcess
{
    private DetachedProcess(int processId) => ProcessId = processId;

    /// <summary>Its number, which is its group's and its session's too.</summary>
    public int ProcessId { get; }

    /// <summary>Starts a program; it has nothing to read, and what it prints goes to a file.</summary>
    /// <param name="program">Absolute path of the executable.</param>
    /// <param name="arguments">Without the program itself.</param>
    /// <param name="environment">All variables that it gets; names are unique.</param>
    /// <param name="directory">Absolute path of its working directory.</param>
    /// <param name="logPath">Absolute path of the file that takes what it prints, appended. Its directory exists.</param>
    /// <exception cref="KetrewException">It can't be started.</exception>
    public static DetachedProcess Start(
        string program, ValueList<string> arguments, ValueList<NamedValue> environment, string directory, string logPath)
    {
        string[] variables = [.. environment.Select(variable => $"{variable.Name}={variable.Value}")];
        SpawnRequest request = new(program, [program, .. arguments], variables, directory, StepSurroundings.Nothing, null, true, logPath);
        int error = Spawner.Spawn(request, out int pid);
        return error == 0
            ? new DetachedProcess(pid)
            : throw new KetrewException($"A process can't be started in the background: {StepSurroundings.Explain(request, error)}.");
    }

    /// <summary>Awaits its end, for as long as this process lives; at most one caller. What ended and is never awaited stays in the
    /// table of processes until this process ends.</summary>
    /// <param name="cancellationToken">Gives up waiting; the process goes on.</param>
    /// <returns>How it ended.</returns>
    /// <exception cref="OperationCanceledException">Waiting was given up.</exception>
    public async Task<Verdict> EndAsync(CancellationToken cancellationToken)
    {
        await ChildProcess.AwaitEndAsync(ProcessId).WaitAsync(cancellationToken);
        return ChildProcess.Collect(ProcessId);
    }
}
