using Ketrew.CommandLine.Output;
using Ketrew.Engine.Snapshots;
using Ketrew.Expander.Hosting;
using Ketrew.Expander.Observations;

namespace Ketrew.CommandLine.Unchanged;

/// <summary><c>ketrew run</c> where nothing has changed: answered from what the last run saw, before anything else of this program is awake.</summary>
internal static class UnchangedRun
{
    /// <summary>Answers a command line.</summary>
    /// <param name="arguments">Without the program's name.</param>
    /// <param name="changed">What there is to do, when only files of targets have changed; null when that isn't known.</param>
    /// <returns>False when there may be something to do, or something wrong: nothing was said then.</returns>
    public static bool TryAnswer(string[] arguments, out ChangedRun? changed)
    {
        changed = null;
        if (!OperatingSystem.IsLinux() || PlainRunArguments.TryRead(arguments) is not { } read || PlainLocation.TryFind(read.Directory, read.File) is not { } location)
        {
            return false;
        }

        SnapshotKey key = RunKey.Of(location, read.IsLocked, SandboxLevel.Sources, read.Names);
        if (PlanSnapshot.TryOpen(key, Environment.GetEnvironmentVariable) is not { } snapshot)
        {
            return false;
        }

        SnapshotVerdict verdict = snapshot.Look(Environment.ProcessorCount);
        if (verdict is SnapshotVerdict.AnswersMayDiffer)
        {
            verdict = snapshot.Ask(new ContentAnswers(location.Root).IsSame);
        }

        if (verdict is SnapshotVerdict.FilesChanged && snapshot.FindPart() is { } part)
        {
            changed = new ChangedRun(location, read, snapshot, part);
            return false;
        }

        if (verdict is SnapshotVerdict.Same)
        {
            Terminal.WriteBytes(snapshot.Answer);
        }

        snapshot.Dispose();
        return verdict is SnapshotVerdict.Same;
    }
}
