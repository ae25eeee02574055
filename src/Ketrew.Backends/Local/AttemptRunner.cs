using System.Diagnostics;
using System.Runtime.InteropServices;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;

namespace Ketrew.Backends.Local;

/// <summary>Runs the steps of an attempt one after the other, on the thread that calls.</summary>
/// <param name="baseEnvironment">Below the target's own variables.</param>
/// <param name="programs">Finds executables.</param>
internal sealed class AttemptRunner(ValueList<NamedValue> baseEnvironment, ProgramLookup programs)
{
    private const string Nothing = "/dev/null";

    // What a shell uses when nobody says anything.
    private const string DefaultSearchPath = "/usr/local/bin:/usr/bin:/bin";

    /// <summary>Blocks until the attempt is over.</summary>
    /// <param name="attempt">What to run.</param>
    /// <param name="running">Ends it from other threads.</param>
    /// <param name="started">Called with the first process id.</param>
    public Verdict Run(Attempt attempt, RunningAttempt running, Action<int> started)
    {
        string[] environment = Environment(attempt, out string searchPath);
        ResourceUsage usage = default;
        Verdict verdict = new Verdict.Exited(0);
        for (int i = 0; i < attempt.Steps.Count; i++)
        {
            Step step = attempt.Steps[i];
            WriteStepName(attempt, step);
            SpawnRequest? request = Prepare(attempt, i, environment, searchPath, out string problem);
            verdict = request is null
                ? new Verdict.StartRefused(problem)
                : RunStep(request, running, i == 0 ? started : _ => { });
            usage = usage.Add(verdict.Usage);
            verdict = verdict with { Usage = usage, Step = step.Name };
            if (verdict is not Verdict.Exited { Code: 0 })
            {
                break;
            }
        }

        return verdict;
    }

    private static Verdict RunStep(SpawnRequest request, RunningAttempt running, Action<int> started)
    {
        if (!running.TrySpawn(request, out int pid, out int error))
        {
            return new Verdict.Signaled(LibC.Terminate);
        }

        if (error != 0)
        {
            return new Verdict.StartRefused(Explain(request, error));
        }

        started(pid);
        return running.Await(pid);
    }

    private SpawnRequest? Prepare(Attempt attempt, int index, string[] environment, string searchPath, out string problem)
    {
        string[] arguments = attempt.Steps[index] switch
        {
            Step.Shell shell => [.. shell.Interpreter, shell.Text],
            Step.Exec exec => [.. exec.Arguments],
            _ => throw new UnreachableException(),
        };
        problem = $"there is no program `{arguments[0]}` in PATH ({searchPath})";
        return programs.Find(arguments[0], searchPath, attempt.Directory) is not { } program
            ? null
            : new SpawnRequest(
                program, arguments, environment, attempt.Directory, attempt.StandardInput ?? Nothing, attempt.StandardOutput, index > 0, attempt.LogPath);
    }

    // posix_spawn has one number for everything that can go wrong in the child; look at what is wrong now.
    private static string Explain(SpawnRequest request, int error)
    {
        string said = Marshal.GetPInvokeErrorMessage(error);
        return
            !Directory.Exists(request.Directory) ? $"the directory {request.Directory} doesn't exist"
            : request.StandardInput != Nothing && !File.Exists(request.StandardInput) ? $"the standard input {request.StandardInput} doesn't exist"
            : $"{request.Program} can't be started: {said}";
    }

    private static void WriteStepName(Attempt attempt, Step step)
    {
        if (step.Name.Length > 0)
        {
            File.AppendAllText(attempt.LogPath, $"--- {step.Name}\n");
        }
    }

    private string[] Environment(Attempt attempt, out string searchPath)
    {
        Dictionary<string, string> variables = new(StringComparer.Ordinal);
        foreach (NamedValue variable in (NamedValue[])[.. baseEnvironment, .. attempt.Environment])
        {
            variables[variable.Name] = variable.Value;
        }

        searchPath = variables.GetValueOrDefault("PATH", DefaultSearchPath);
        return [.. variables.Select(variable => $"{variable.Key}={variable.Value}"), .. AttemptMarks.Of(attempt.Id)];
    }
}
