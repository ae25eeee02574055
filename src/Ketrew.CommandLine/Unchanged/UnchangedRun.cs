using Ketrew.CommandLine.Output;
using Ketrew.Engine.Snapshots;
using Ketrew.Expander.Hosting;

namespace Ketrew.CommandLine.Unchanged;

/// <summary><c>ketrew run</c> where nothing has changed: answered from what the last run saw, before anything else of this program is awake.</summary>
internal static class UnchangedRun
{
    /// <summary>Answers a command line.</summary>
    /// <param name="arguments">Without the program's name.</param>
    /// <returns>False when there may be something to do, or something wrong: nothing was said then.</returns>
    public static bool TryAnswer(string[] arguments)
    {
        if (!OperatingSystem.IsLinux() || PlainRunArguments.TryRead(arguments) is not { } read || PlainLocation.TryFind(read.Directory, read.File) is not { } location)
        {
            return false;
        }

        SnapshotKey key = RunKey.Of(location, read.IsLocked, SandboxLevel.Sources, read.Names);
        if (PlanSnapshot.TryAnswer(key, Environment.GetEnvironmentVariable, Environment.ProcessorCount) is not { } answer)
        {
            return false;
        }

        Terminal.WriteBytes(answer);
        return true;
    }
}
