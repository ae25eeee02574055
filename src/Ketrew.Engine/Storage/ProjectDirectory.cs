using System.Globalization;
using Ketrew.Sdk;

namespace Ketrew.Engine.Storage;

/// <summary>Where a project keeps what. Only names paths; nothing is created.</summary>
/// <param name="root">The project's root, absolute.</param>
public sealed class ProjectDirectory(string root)
{
    /// <summary>The project's root, absolute, without trailing separator.</summary>
    public string Root { get; } = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));

    /// <summary>Everything the engine keeps: <c>.ketrew</c>.</summary>
    public string StateDirectory => Path.Combine(Root, ".ketrew");

    /// <summary>The state: <c>.ketrew/state.db</c>.</summary>
    public string DatabasePath => Path.Combine(StateDirectory, "state.db");

    /// <summary>Held by the engine that works here: <c>.ketrew/lock</c>.</summary>
    public string LockPath => Path.Combine(StateDirectory, "lock");

    /// <summary>What the last run saw that found nothing to do: <c>.ketrew/plan.bin</c>.</summary>
    public string SnapshotPath => Path.Combine(StateDirectory, "plan.bin");

    /// <summary>What the last expansion saw, and what it printed: <c>.ketrew/expand.bin</c>.</summary>
    public string ExpansionSnapshotPath => Path.Combine(StateDirectory, "expand.bin");

    /// <summary>Absolute path of something of the project.</summary>
    /// <param name="path">Relative to the root.</param>
    public string Absolute(ProjectPath path) => path.IsRoot ? Root : Path.Join(Root, path.Value);

    /// <summary>Where the logs of a run are: <c>.ketrew/runs/RUN</c>.</summary>
    /// <param name="run">The run's number.</param>
    public string LogDirectory(int run) => Path.Combine(StateDirectory, "runs", run.ToString(CultureInfo.InvariantCulture));

    /// <summary>The highest number of a run that has a directory for logs; 0 when there is none.</summary>
    public int LastLoggedRun()
    {
        string directory = Path.Combine(StateDirectory, "runs");
        return !Directory.Exists(directory) ? 0 : Directory.EnumerateDirectories(directory)
            .Select(path => int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out int run) ? run : 0)
            .DefaultIfEmpty(0).Max();
    }

    /// <summary>The log of an attempt: <c>.ketrew/runs/RUN/TARGET.ATTEMPT.log</c>.</summary>
    /// <param name="run">The run's number.</param>
    /// <param name="target">Its id; characters that file names dislike are replaced.</param>
    /// <param name="attempt">From 1.</param>
    public string LogPath(int run, TargetId target, int attempt) =>
        Path.Combine(LogDirectory(run), string.Create(CultureInfo.InvariantCulture, $"{target.ToFileName()}.{attempt}.log"));

    /// <summary>Where what failed attempts of a target wrote is moved: <c>.ketrew/failed/RUN/TARGET</c>.</summary>
    /// <param name="run">The run's number.</param>
    /// <param name="target">Its id.</param>
    /// <param name="attempt">From 1; each attempt has a directory of its own below.</param>
    public string FailedOutputsDirectory(int run, TargetId target, int attempt) =>
        Path.Combine(
            StateDirectory, "failed", run.ToString(CultureInfo.InvariantCulture), target.ToFileName(), attempt.ToString(CultureInfo.InvariantCulture));
}
