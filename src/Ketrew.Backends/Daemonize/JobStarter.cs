using Ketrew.Backends.Containers;
using Ketrew.Backends.Processes;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;

namespace Ketrew.Backends.Daemonize;

/// <summary>Begins attempts: writes the script, starts it as nobody's child, and hears from it that it has begun.</summary>
/// <param name="root">Where playgrounds are.</param>
/// <param name="machine">This one.</param>
/// <param name="baseEnvironment">Below the target's own variables.</param>
/// <param name="programs">Finds executables.</param>
/// <param name="memoryEvents">What scripts look into after a KILL that nobody asked for.</param>
/// <param name="names">Makes names that nobody else makes.</param>
internal sealed class JobStarter(
    PlaygroundRoot root, Machine machine, ValueList<NamedValue> baseEnvironment, ProgramLookup programs, string memoryEvents, UniqueNames names)
{
    private const int HeaderLines = 5;

    /// <summary>Begins an attempt, unless it has begun before.</summary>
    /// <param name="attempt">Which.</param>
    /// <param name="containerProgram">Runs containers; null for podman, else docker.</param>
    /// <returns>Who has the attempt now; a refusal when it can't begin and never will.</returns>
    public async Task<StartAnswer> StartAsync(Attempt attempt, string? containerProgram)
    {
        Playground playground = root.Of(attempt.Id);
        try
        {
            string content = ScriptContent.LineOf(attempt);
            if (HasOtherScript(playground, content))
            {
                return new StartAnswer.Refused(
                    $"{playground.Path} holds an attempt of this name that runs something else: rm -r {Shell.Quote(playground.Path)}");
            }

            return Claim.Look(playground) switch
            {
                Claim.Open => await BeginAsync(attempt, containerProgram, content, playground),
                Claim.Unreadable { Why: var why } => Refuse(playground, why),
                Claim other => StartAnswer.Of(other),
            };
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Refuse(playground, failure.Message);
        }
    }

    private async Task<StartAnswer> BeginAsync(Attempt asked, string? containerProgram, string content, Playground playground)
    {
        Attempt attempt = ContainedSteps.Of(asked, playground.Path, playground.Refusal, containerProgram);
        StepSurroundings surroundings = new(
            programs,
            attempt.Directory,
            attempt.StandardInput,
            [.. baseEnvironment, .. attempt.Environment],
            AttemptMarks.Of(attempt, playground.Path));
        if (surroundings.FindProblem(attempt.Steps[0]) is { } problem)
        {
            return new StartAnswer.Refused(problem);
        }

        _ = Directory.CreateDirectory(root.EndedDirectory);
        _ = Directory.CreateDirectory(playground.Path);
        WriteScript(playground, MonitoredScript.Create(attempt, content, playground, surroundings, machine, memoryEvents));
        return await LaunchAsync(attempt, playground);
    }

    private async Task<StartAnswer> LaunchAsync(Attempt attempt, Playground playground)
    {
        SpawnRequest request = new(
            machine.Shell[0],
            [.. machine.Shell, playground.Script],
            AttemptMarks.Of(attempt, playground.Path),
            "/",
            StepSurroundings.Nothing,
            null,
            true,
            playground.ScriptLog);
        int error = Spawner.Spawn(request, out int launcher);
        if (error != 0)
        {
            return Refuse(playground, StepSurroundings.Explain(request, error));
        }

        await ChildProcess.AwaitEndAsync(launcher);
        _ = ChildProcess.Collect(launcher);
        Claim claim = Claim.Look(playground);
        return claim is Claim.Open ? Refuse(playground, LastWords(playground)) : StartAnswer.Of(claim);
    }

    // A script that still lies around must never be run after somebody was told that it was refused.
    private StartAnswer Refuse(Playground playground, string problem)
    {
        string refusal = $"the job can't begin in {playground.Path}: {problem}";
        return Claim.Look(playground) switch
        {
            Claim.Open when !File.Exists(playground.Script) => new StartAnswer.Refused(refusal),
            Claim.Open => Claim.Withdraw(playground, names.Next()) is Claim.Withdrawn ? new StartAnswer.Refused(refusal) : new StartAnswer.Unclear(),
            Claim.Unreadable => new StartAnswer.Refused(refusal),
            Claim other => StartAnswer.Of(other),
        };
    }

    // Shells read scripts bit by bit: one that may be running is replaced, never overwritten.
    private void WriteScript(Playground playground, string text)
    {
        string draft = $"{playground.Script}.{names.Next()}";
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            // The variables in it may be secrets.
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (StreamWriter writer = new(draft, options))
        {
            writer.Write(text);
        }

        File.Move(draft, playground.Script, overwrite: true);
    }

    // After an older state was restored, runs get the numbers of others: their verdicts must not be taken for ours.
    private static bool HasOtherScript(Playground playground, string content) =>
        File.Exists(playground.Script) && !File.ReadLines(playground.Script).Take(HeaderLines).Contains(content);

    private static string LastWords(Playground playground) =>
        FileContent.Read(playground.ScriptLog) is FileContent.Found { Text: { Length: > 0 } text }
            ? text.TrimEnd('\n').Split('\n')[^1]
            : "its script ended without a word";
}
