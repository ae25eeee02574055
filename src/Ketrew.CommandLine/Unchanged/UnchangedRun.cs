using Ketrew.CommandLine.Output;
using Ketrew.CommandLine.Projects;
using Ketrew.Engine.Snapshots;
using Ketrew.Expander.Hosting;
using Ketrew.Sdk;

namespace Ketrew.CommandLine.Unchanged;

/// <summary><c>ketrew run</c> where nothing has changed: answered from what the last run saw, before anything else of this program is awake.</summary>
internal static class UnchangedRun
{
    /// <summary>Answers a command line.</summary>
    /// <param name="arguments">Without the program's name.</param>
    /// <returns>False when there may be something to do, or something wrong: nothing was said then.</returns>
    public static bool TryAnswer(string[] arguments)
    {
        if (!OperatingSystem.IsLinux() || PlainRunArguments.TryRead(arguments) is not { } read || TryLocate(read) is not { } location)
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

    private static ProjectLocation? TryLocate(PlainRunArguments read)
    {
        try
        {
            return Locate(read);
        }
        catch (IOException)
        {
            // The working directory is gone; somebody else says so.
            return null;
        }
    }

    // Where ProjectLocation would begin to look into files, the snapshot knows what it found in them.
    private static ProjectLocation? Locate(PlainRunArguments read)
    {
        string start = Path.GetFullPath(read.Directory ?? ".");
        if (!Directory.Exists(start))
        {
            return null;
        }

        string? file = read.File is null ? Nearest(start) : Path.GetFullPath(read.File, start);
        return file is not null && File.Exists(file) && ProjectPath.TryParse(Path.GetFileName(file), ProjectPath.Root, out _, out _) ? ProjectLocation.Beside(file) : null;
    }

    private static string? Nearest(string start)
    {
        for (string? directory = start; directory is not null; directory = Path.GetDirectoryName(directory))
        {
            string file = Path.Combine(directory, ProjectLocation.DefaultFile);
            if (File.Exists(file))
            {
                return file;
            }
        }

        return null;
    }
}
