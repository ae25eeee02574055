using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander;

/// <summary>
/// Several files that are written or deleted at once. All contents are on disk before the first file is touched; when something fails after that,
/// what was done is undone. Only a process that is killed in between leaves some files old and some new, and each of them whole.
/// </summary>
internal sealed class FileChanges
{
    private readonly List<(string Path, byte[]? Content)> _changes = [];

    /// <summary>Notes that a file is to be written, through a link to what the link leads to.</summary>
    /// <param name="path">Absolute.</param>
    /// <param name="content">The whole content.</param>
    public void Write(string path, byte[] content) =>
        // It is a link, so it leads somewhere, be that there or not.
        _changes.Add((new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName, content));

    /// <summary>Notes that a file is to be deleted.</summary>
    /// <param name="path">Absolute; a link is deleted itself.</param>
    public void Delete(string path) => _changes.Add((path, null));

    /// <summary>Makes all changes, or none.</summary>
    /// <exception cref="KetrewException">A directory can't be written; everything is as it was.</exception>
    public void Commit()
    {
        List<(string Path, string Temporary)> staged = [];
        Stack<Action> undo = [];
        string current = "";
        try
        {
            foreach ((string path, byte[]? content) in _changes.Where(change => change.Content is not null))
            {
                current = path;
                staged.Add((path, TemporaryFor(path)));
                Stage(staged[^1].Temporary, content!, path);
            }

            foreach ((string path, byte[]? content) in _changes)
            {
                current = path;
                Action restore = RestoreOf(path);
                Apply(path, content is null ? null : staged.Find(one => one.Path == path).Temporary);
                undo.Push(restore);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            foreach (Action restore in undo)
            {
                restore();
            }

            foreach ((_, string temporary) in staged.Where(one => File.Exists(one.Temporary)))
            {
                File.Delete(temporary);
            }

            throw new KetrewException($"{current} can't be {(_changes.Find(change => change.Path == current).Content is null ? "deleted" : "written")}, so nothing was changed: {exception.Message}", exception)
            {
                Hint = $"make `{Path.GetDirectoryName(current)}` writable",
            };
        }
    }

    // The ending keeps it out of sight of stanzas, should this process be killed before it is renamed.
    private static string TemporaryFor(string path) => Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetRandomFileName()}.expanded.yaml");

    private static void Stage(string temporary, byte[] content, string path)
    {
        File.WriteAllBytes(temporary, content);
        if (!OperatingSystem.IsWindows() && File.Exists(path))
        {
            File.SetUnixFileMode(temporary, File.GetUnixFileMode(path));
        }
    }

    private static void Apply(string path, string? temporary)
    {
        if (temporary is null)
        {
            File.Delete(path);
        }
        else
        {
            File.Move(temporary, path, overwrite: true);
        }
    }

    private static Action RestoreOf(string path)
    {
        byte[]? before = File.Exists(path) ? File.ReadAllBytes(path) : null;
        return () =>
        {
            if (before is null)
            {
                File.Delete(path);
            }
            else
            {
                AtomicFile.Write(path, before);
            }
        };
    }
}
