using Ketrew.Backends.Hosts;
using Ketrew.Backends.Processes;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Staging;

/// <summary>Takes what an attempt wrote over from the copy: first all of it arrives, then each file takes its place by a rename.</summary>
/// <param name="host">Where it ran.</param>
/// <param name="paths">Where files are.</param>
/// <param name="staged">What is fetched.</param>
/// <param name="digests">What files here hold.</param>
/// <param name="drafts">Absolute path of a directory here, on the file system of the project if possible.</param>
internal sealed class Arrival(IFileHost host, CopyPaths paths, StagedAttempt staged, LocalDigests digests, string drafts)
{
    /// <summary>Makes what is here what is there.</summary>
    /// <param name="id">Which attempt.</param>
    /// <param name="withOutputs">False for the log and standard output alone.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>False when a file was changed while it was fetched, or on its way.</returns>
    /// <exception cref="BackendException">The connection was cut.</exception>
    /// <exception cref="IOException">A file can't be written here.</exception>
    public async Task<bool> TryFetchAsync(AttemptId id, bool withOutputs, CancellationToken cancellationToken)
    {
        string log = CopyPaths.LogOf(id);
        string[] wanted = [log, .. staged.StandardOutput is { } output ? [output] : Array.Empty<string>(), .. withOutputs ? staged.Outputs : []];
        SortedDictionary<string, FileEntry> there = await ListAsync(wanted, cancellationToken);
        Dictionary<string, FileEntry.File> missing = new(StringComparer.Ordinal);
        foreach ((string path, FileEntry entry) in there)
        {
            if (entry is FileEntry.File file && !await IsHereAsync(LocalOf(path, log), file, cancellationToken))
            {
                missing.Add(path, file);
            }
        }

        string directory = Path.Combine(drafts, $"arriving.{UniqueWord.Next()}");
        _ = Directory.CreateDirectory(directory);
        try
        {
            if ((missing.Count == 0 ? [] : await new Download(host, paths.Root).TryFetchAsync(missing, directory, cancellationToken)) is not { } arrived)
            {
                return false;
            }

            if (withOutputs)
            {
                await RemoveAsync(there, cancellationToken);
            }

            foreach ((string path, FileEntry entry) in there)
            {
                Put(entry, LocalOf(path, log), arrived.GetValueOrDefault(path));
            }

            return true;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private async Task<SortedDictionary<string, FileEntry>> ListAsync(string[] wanted, CancellationToken cancellationToken)
    {
        HostRequest request = new() { Commands = [HostListing.Command(paths.Root, wanted)] };
        SortedDictionary<string, FileEntry> there = HostListing.Read((await host.RunAsync(request, cancellationToken))[0], host.Name);
        return there.Keys.FirstOrDefault(path => IsStrange(path, wanted, there)) is { } strange
            ? throw new BackendException($"{host.Name} tells of {strange}, which it was not asked for")
            : there;
    }

    // Files go where this side says: nowhere else, and not through a link that came with them.
    private static bool IsStrange(string path, string[] wanted, SortedDictionary<string, FileEntry> there)
    {
        string? parent = path;
        bool isWanted = wanted.Contains(path, StringComparer.Ordinal);
        while ((parent = Path.GetDirectoryName(parent)) is { Length: > 1 })
        {
            isWanted |= wanted.Contains(parent, StringComparer.Ordinal);
            if (there.GetValueOrDefault(parent) is FileEntry.Link)
            {
                return true;
            }
        }

        return !isWanted || path.Split('/')[1..].Any(part => part is "." or ".." or "");
    }

    private string LocalOf(string path, string log) => path == log ? staged.Log : paths.Local(path);

    private async Task<bool> IsHereAsync(string path, FileEntry.File file, CancellationToken cancellationToken) =>
        File.Exists(path) && new FileInfo(path).LinkTarget is null && await digests.OfAsync(path, cancellationToken) == file.Digest;

    // Only what was there before the attempt, and is as it was then: what somebody added here meanwhile is not ours to delete.
    private async Task RemoveAsync(SortedDictionary<string, FileEntry> there, CancellationToken cancellationToken)
    {
        foreach ((string path, string digest) in staged.Before.Where(file => !there.ContainsKey(file.Key)))
        {
            string local = paths.Local(path);
            if (File.Exists(local) && $"{await digests.OfAsync(local, cancellationToken)}" == digest)
            {
                File.Delete(local);
            }
        }
    }

    private void Put(FileEntry entry, string path, string? draft)
    {
        switch (entry)
        {
            case FileEntry.Directory:
                Clear(path, Directory.Exists(path));
                _ = Directory.CreateDirectory(path);
                break;
            case FileEntry.Link link when new FileInfo(path).LinkTarget is var present && (present is null || paths.ToHost(present) != link.Target):
                PutLink(paths.FromHost(link.Target), path);
                break;
            case FileEntry.File file:
                PutFile(file, path, draft);
                break;
            default:
                break;
        }
    }

    private static void PutLink(string target, string path)
    {
        string draft = $"{path}.ketrew-{UniqueWord.Next()}";
        _ = Directory.CreateDirectory(Path.GetDirectoryName(path) ?? "/");
        _ = File.CreateSymbolicLink(draft, target);
        Rename(draft, path);
    }

    private static void PutFile(FileEntry.File file, string path, string? draft)
    {
        if (draft is not null)
        {
            _ = Directory.CreateDirectory(Path.GetDirectoryName(path) ?? "/");
            MakeExecutable(draft, file.IsExecutable);
            Rename(draft, path);
        }
        else
        {
            MakeExecutable(path, file.IsExecutable);
        }
    }

    private static void MakeExecutable(string path, bool isExecutable)
    {
        if (OperatingSystem.IsWindows() || File.GetUnixFileMode(path) is var mode && mode.HasFlag(UnixFileMode.UserExecute) == isExecutable)
        {
            return;
        }

        const UnixFileMode execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        // Who may read it may run it.
        UnixFileMode readers = (UnixFileMode)((int)(mode & (UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead)) >> 2);
        File.SetUnixFileMode(path, isExecutable ? mode | readers : mode & ~execute);
    }

    private static void Rename(string draft, string path)
    {
        if (Directory.Exists(path) && new DirectoryInfo(path).LinkTarget is null)
        {
            // Only when it is empty: what is in it is not ours.
            Directory.Delete(path);
        }

        if (LibC.Rename(draft, path) == 0)
        {
            return;
        }

        // Another file system: beside its place first, so that the place never holds half of it.
        string near = $"{path}.ketrew-{UniqueWord.Next()}";
        File.Move(draft, near);
        File.Move(near, path, overwrite: true);
    }

    private static void Clear(string path, bool isDirectory)
    {
        if (!isDirectory && (File.Exists(path) || new FileInfo(path).LinkTarget is not null))
        {
            File.Delete(path);
        }
    }
}
