using Ketrew.Backends.Containers;
using Ketrew.Backends.Processes;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;

namespace Ketrew.Backends.Local;

/// <summary>Runs the steps of an attempt one after the other, on the thread that calls.</summary>
/// <param name="baseEnvironment">Below the target's own variables.</param>
/// <param name="programs">Finds executables.</param>
internal sealed class AttemptRunner(ValueList<NamedValue> baseEnvironment, ProgramLookup programs)
{
    /// <summary>Blocks until the attempt is over.</summary>
    /// <param name="asked">What to run.</param>
    /// <param name="containerProgram">Runs containers; null for podman, else docker.</param>
    /// <param name="running">Ends it from other threads.</param>
    /// <param name="started">Called with the first process id.</param>
    public Verdict Run(Attempt asked, string? containerProgram, RunningAttempt running, Action<int> started)
    {
        string refusal = $"{asked.LogPath}.refusal";
        Attempt attempt = ContainedSteps.Of(asked, null, refusal, containerProgram);
        StepSurroundings surroundings = new(
            programs, attempt.Directory, attempt.StandardInput, [.. baseEnvironment, .. attempt.Environment], AttemptMarks.Of(attempt, null));
        ResourceUsage usage = default;
        Verdict verdict = new Verdict.Exited(0);
        for (int i = 0; i < attempt.Steps.Count; i++)
        {
            Step step = attempt.Steps[i];
            WriteStepName(attempt, step);
            SpawnRequest? request = surroundings.TryPrepare(step, attempt.StandardOutput, i > 0, attempt.LogPath, out string problem);
            verdict = request is null
                ? new Verdict.StartRefused(problem)
                : RunStep(request, running, i == 0 ? started : _ => { });
            verdict = asked.Container is null ? verdict : ContainedVerdict.Of(verdict, refusal);
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
            return new Verdict.StartRefused(StepSurroundings.Explain(request, error));
        }

        started(pid);
        return running.Await(pid);
    }

    private static void WriteStepName(Attempt attempt, Step step)
    {
        if (step.Name.Length > 0)
        {
            File.AppendAllText(attempt.LogPath, $"--- {step.Name}\n");
        }
    }
}
