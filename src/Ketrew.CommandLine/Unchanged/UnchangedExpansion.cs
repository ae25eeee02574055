using Ketrew.CommandLine.Output;
using Ketrew.CommandLine.Projects;
using Ketrew.Engine.Snapshots;
using Ketrew.Expander;
using Ketrew.Expander.Hosting;

namespace Ketrew.CommandLine.Unchanged;

/// <summary><c>ketrew expand</c> where nothing has changed: answered from what the last one saw, as <see cref="UnchangedRun"/> is.</summary>
internal static class UnchangedExpansion
{
    /// <summary>Answers a command line.</summary>
    /// <param name="arguments">Without the program's name.</param>
    /// <returns>False when something else may have to be printed, or something is wrong: nothing was said then.</returns>
    public static bool TryAnswer(string[] arguments)
    {
        if (!OperatingSystem.IsLinux()
            || PlainExpandArguments.TryRead(arguments) is not { } read
            || PlainLocation.TryFind(read.Run.Directory, read.Run.File) is not { } location)
        {
            return false;
        }

        SnapshotKey key = RunKey.Of(location, read.Run.IsLocked, SandboxLevel.Sources, [], read.Verb);
        if (ExpansionSnapshot.TryAnswer(key, Environment.GetEnvironmentVariable, Environment.ProcessorCount) is not { } answer)
        {
            return false;
        }

        Terminal.WriteBytes(answer);
        return true;
    }

    /// <summary>Keeps what was printed, unless it tells of something that happened once: stanzas that were expanded just now come from the cache next time.</summary>
    /// <param name="workflow">What was printed.</param>
    /// <param name="key">What was asked for.</param>
    /// <param name="explains">True when it tells how stanzas were expanded.</param>
    /// <param name="output">As printed.</param>
    public static void Keep(Workflow workflow, SnapshotKey key, bool explains, string output)
    {
        if (workflow.Draft is { } draft && (!explains || IsFromCache(workflow.Expansion)))
        {
            draft.Key = key;
            ExpansionSnapshot.Write(draft, output);
        }
    }

    private static bool IsFromCache(ExpansionResult expansion) => expansion.PluginHostStarts == 0 && expansion.Stanzas.All(stanza => stanza.Reason is null);
}
