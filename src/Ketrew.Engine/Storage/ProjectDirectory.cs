using System.Globalization;
using System.Text;
using Ketrew.Sdk;

namespace Ketrew.Engine.Storage;

/// <summary>Where a project keeps what. Only names paths; nothing is created.</summary>
/// <param name="root">The project's root, absolute.</param>
public sealed class ProjectDirectory(string root)
{
    // What most file systems allow, less room for ".<attempt>.log".
    private const int LongestName = 200;

    /// <summary>The project's root, absolute, without trailing separator.</summary>
    public string Root { get; } = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));

    /// <summary>Everything the engine keeps: <c>.ketrew</c>.</summary>
    public string StateDirectory => Path.Combine(Root, ".ketrew");

    /// <summary>The state: <c>.ketrew/state.db</c>.</summary>
    public string DatabasePath => Path.Combine(StateDirectory, "state.db");

    /// <summary>Held by the engine that works here: <c>.ketrew/lock</c>.</summary>
    public string LockPath => Path.Combine(StateDirectory, "lock");

    /// <summary>Absolute path of something of the project.</summary>
    /// <param name="path">Relative to the root.</param>
    public string Absolute(ProjectPath path) => path.IsRoot ? Root : Path.Join(Root, path.Value);

    /// <summary>Where the logs of a run are: <c>.ketrew/runs/RUN</c>.</summary>
    /// <param name="run">The run's number.</param>
    public string LogDirectory(int run) => Path.Combine(StateDirectory, "runs", run.ToString(CultureInfo.InvariantCulture));

    /// <summary>The log of an attempt: <c>.ketrew/runs/RUN/TARGET.ATTEMPT.log</c>.</summary>
    /// <param name="run">The run's number.</param>
    /// <param name="target">Its id; characters that file names dislike are replaced.</param>
    /// <param name="attempt">From 1.</param>
    public string LogPath(int run, TargetId target, int attempt) =>
        Path.Combine(LogDirectory(run), string.Create(CultureInfo.InvariantCulture, $"{Escape(target)}.{attempt}.log"));

    /// <summary>Where what failed attempts of a target wrote is moved: <c>.ketrew/failed/RUN/TARGET</c>.</summary>
    /// <param name="run">The run's number.</param>
    /// <param name="target">Its id.</param>
    /// <param name="attempt">From 1; each attempt has a directory of its own below.</param>
    public string FailedOutputsDirectory(int run, TargetId target, int attempt) =>
        Path.Combine(
            StateDirectory, "failed", run.ToString(CultureInfo.InvariantCulture), Escape(target), attempt.ToString(CultureInfo.InvariantCulture));

    // `src/a:count` becomes `src+a@count`: readable, and no two ids meet.
    private static string Escape(TargetId target)
    {
        StringBuilder name = new(target.Value.Length);
        foreach (char letter in target.Value)
        {
            _ = letter switch
            {
                '/' => name.Append('+'),
                ':' => name.Append('@'),
                _ when char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_' || letter > 127 => name.Append(letter),
                _ => name.Append('%').Append(((int)letter).ToString("X2", CultureInfo.InvariantCulture)),
            };
        }

        return Encoding.UTF8.GetByteCount(name.ToString()) <= LongestName
            ? name.ToString()
            : $"{name.ToString(0, LongestName / 4)}%{Digest.Of(Encoding.UTF8.GetBytes(target.Value))}";
    }
}
