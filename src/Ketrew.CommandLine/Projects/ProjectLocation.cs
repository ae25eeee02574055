using System.Text.RegularExpressions;
using Ketrew.CommandLine.Control;
using Ketrew.Engine.Storage;
using Ketrew.Sdk;

namespace Ketrew.CommandLine.Projects;

/// <summary>Where a project is, and which file its workflow begins with.</summary>
/// <param name="Root">Absolute path of the directory that holds the root workflow file.</param>
/// <param name="File">The root workflow file, in that directory.</param>
internal sealed partial record ProjectLocation(string Root, ProjectPath File)
{
    /// <summary>The name of a root workflow file that nobody has to name.</summary>
    public const string DefaultFile = "workflow.yaml";

    /// <summary>Where Ketrew keeps everything it must remember.</summary>
    public string StateDirectory => Path.Combine(Root, ".ketrew");

    /// <summary>Where expansions are remembered: what <c>KETREW_CACHE_DIRECTORY</c> says, else in the state.</summary>
    public string CacheDirectory { get; init; } =
        Environment.GetEnvironmentVariable("KETREW_CACHE_DIRECTORY") is { Length: > 0 } shared ? Path.GetFullPath(shared) : Path.Combine(Root, ".ketrew", "cache");

    /// <summary>Finds the project: the nearest directory upward whose <c>workflow.yaml</c> says <c>ketrew:</c>, or where <paramref name="file"/> lies.</summary>
    /// <param name="directory">Where to begin; null means the working directory.</param>
    /// <param name="file">The root workflow file; null means to look for it.</param>
    /// <exception cref="InputException">There is none.</exception>
    public static ProjectLocation Find(string? directory, string? file)
    {
        string start = Path.GetFullPath(directory ?? ".");
        if (!Directory.Exists(start))
        {
            throw new InputException($"there is no directory `{directory}`");
        }

        return file is null ? Search(start) : At(Path.GetFullPath(file, start), file);
    }

    /// <summary>The project of a root workflow file.</summary>
    /// <param name="path">Absolute; a file that is there.</param>
    public static ProjectLocation Beside(string path) => new(Path.GetDirectoryName(path)!, ProjectPath.Parse(Path.GetFileName(path)));

    /// <summary>Finds the project likewise, or by the state it left when its workflow is gone.</summary>
    /// <exception cref="InputException">There is none.</exception>
    public static ProjectLocation FindState(string? directory, string? file)
    {
        try
        {
            return Find(directory, file);
        }
        catch (InputException) when (file is null && SearchState(Path.GetFullPath(directory ?? ".")) is { } found)
        {
            return found;
        }
    }

    /// <summary>How this process is named to others that want the state.</summary>
    public LockOwner Owner { get; } = new(Environment.ProcessId, Environment.MachineName, TimeProvider.System.GetUtcNow());

    /// <summary>Where its state is.</summary>
    public ProjectDirectory Directories => new(Root);

    /// <summary>True when something was ever run here.</summary>
    public bool HasState => System.IO.File.Exists(Directories.DatabasePath);

    /// <summary>Where the engine that works here can be asked.</summary>
    public ControlAddress Control => ControlAddress.OfEngine(StateDirectory);

    /// <summary>What an engine in the background prints: <c>.ketrew/detached.log</c>.</summary>
    public string DetachedLog => Path.Combine(StateDirectory, "detached.log");

    /// <summary>Opens the state for an engine; nobody else may change it meanwhile.</summary>
    /// <param name="isDetached">True for an engine in the background.</param>
    /// <exception cref="Sdk.Diagnostics.KetrewException">Another engine works here, or the state can't be used.</exception>
    public StateStore OpenState(bool isDetached) => StateStore.Open(Directories, Owner with { IsDetached = isDetached });

    /// <summary>Opens the state to look at it, also while somebody runs.</summary>
    /// <exception cref="Sdk.Diagnostics.KetrewException">The state can't be used.</exception>
    public StateStore OpenStateToRead() => StateStore.OpenToRead(Directories);

    /// <summary>The place in the project that a person means.</summary>
    /// <param name="typed">A directory, relative to <paramref name="start"/> or absolute.</param>
    /// <param name="start">Absolute.</param>
    /// <exception cref="InputException">There is no such directory, or it isn't in the project.</exception>
    public ProjectPath DirectoryAt(string typed, string start)
    {
        string directory = Path.GetFullPath(typed, start);
        if (!Directory.Exists(directory))
        {
            throw new InputException($"there is no directory `{typed}`");
        }

        string relative = Path.GetRelativePath(Root, directory).Replace(Path.DirectorySeparatorChar, '/');
        return ProjectPath.TryParse(relative, ProjectPath.Root, out ProjectPath place, out _)
            ? place
            : throw new InputException($"`{typed}` is not in the project `{Root}`");
    }

    private static ProjectLocation At(string path, string file) => System.IO.File.Exists(path)
        ? Beside(path)
        : throw new InputException($"there is no file `{file}`");

    private static ProjectLocation Search(string start)
    {
        string? nearest = null;
        for (string? directory = start; directory is not null; directory = Path.GetDirectoryName(directory))
        {
            string path = Path.Combine(directory, DefaultFile);
            if (System.IO.File.Exists(path))
            {
                nearest ??= directory;
                if (System.IO.File.ReadLines(path).Any(line => RootKey().IsMatch(line)))
                {
                    return new ProjectLocation(directory, DefaultFile);
                }
            }
        }

        // A file without `ketrew:` is read all the same, so that the reader's better message is seen.
        return nearest is not null
            ? new ProjectLocation(nearest, DefaultFile)
            : throw new InputException($"no `{DefaultFile}` in `{start}` or above it", "ketrew init");
    }

    private static ProjectLocation? SearchState(string start)
    {
        for (string? directory = start; directory is not null; directory = Path.GetDirectoryName(directory))
        {
            ProjectLocation location = new(directory, DefaultFile);
            if (location.HasState)
            {
                return location;
            }
        }

        return null;
    }

    [GeneratedRegex("^[\"']?ketrew[\"']?:", RegexOptions.CultureInvariant)]
    private static partial Regex RootKey();
}
