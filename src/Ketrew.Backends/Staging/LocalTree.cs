using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Staging;

/// <summary>Looks at files of the project here, as a host is to have them. Links that stay in the project stay links, and what they point to comes
/// with them; links that leave it are replaced by what they point to, since the host may have something else there, or nothing.</summary>
/// <param name="paths">Where they are.</param>
/// <param name="digests">What they hold.</param>
internal sealed class LocalTree(CopyPaths paths, LocalDigests digests)
{
    // The engine's own files, outputs of other targets included; they change all the time.
    private static readonly ProjectPath _own = ProjectPath.Parse(".ketrew");

    private readonly SortedDictionary<string, FileEntry> _entries = new(StringComparer.Ordinal);

    /// <summary>What there is, by path relative to <see cref="CopyPaths.Root"/>; what isn't there is left out.</summary>
    /// <param name="wanted">Files and directories.</param>
    /// <param name="cancellationToken">Gives up reading.</param>
    /// <exception cref="BackendException">A file can't be read, or its name can't be sent.</exception>
    public async Task<SortedDictionary<string, FileEntry>> ListAsync(IEnumerable<ProjectPath> wanted, CancellationToken cancellationToken)
    {
        try
        {
            foreach (ProjectPath path in wanted)
            {
                await AddAsync(CopyPaths.Of(path), [], cancellationToken);
            }

            return _entries;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new BackendException($"files of {paths.Project} can't be sent: {failure.Message}", failure);
        }
    }

    /// <summary>Why a name can't be sent; null when it can.</summary>
    public static string? FindProblem(string path) => path.AsSpan().IndexOfAny('\n', '\r', '\\') < 0 ? null
        : $"the name of {Shell.Quote(path)} holds a line end or a backslash, which can't be sent to another host: mv {Shell.Quote(path)} ELSEWHERE";

    private async Task AddAsync(string relative, string[] through, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_entries.ContainsKey(relative) || relative == CopyPaths.Of(_own))
        {
            return;
        }

        if (FindProblem(relative) is { } problem)
        {
            throw new BackendException(problem);
        }

        string path = paths.Local(relative);
        if (new FileInfo(path).LinkTarget is { } target)
        {
            await AddLinkAsync(relative, path, target, through, cancellationToken);
        }
        else if (Directory.Exists(path))
        {
            await AddDirectoryAsync(relative, path, through, cancellationToken);
        }
        else if (File.Exists(path))
        {
            await AddFileAsync(relative, path, cancellationToken);
        }
    }

    private async Task AddLinkAsync(string relative, string path, string target, string[] through, CancellationToken cancellationToken)
    {
        string end = Path.GetFullPath(target, Path.GetDirectoryName(path) ?? "/");
        if (paths.Relative(end) is { } inside)
        {
            _entries[relative] = new FileEntry.Link(paths.ToHost(target));
            // What it stands in is there as far as it is needed.
            if (!relative.StartsWith(CopyPaths.Of(inside) + '/', StringComparison.Ordinal))
            {
                await AddAsync(CopyPaths.Of(inside), through, cancellationToken);
            }
        }
        else if (Directory.Exists(path))
        {
            // A link to a directory above itself would go on for ever.
            string real = new DirectoryInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path;
            if (!through.Contains(real, StringComparer.Ordinal))
            {
                await AddDirectoryAsync(relative, path, [.. through, real], cancellationToken);
            }
        }
        else if (!File.Exists(path))
        {
            _entries[relative] = new FileEntry.Link(target);
        }
        else
        {
            await AddFileAsync(relative, path, cancellationToken);
        }
    }

    private async Task AddDirectoryAsync(string relative, string path, string[] through, CancellationToken cancellationToken)
    {
        _entries[relative] = new FileEntry.Directory();
        foreach (string child in Directory.EnumerateFileSystemEntries(path).Order(StringComparer.Ordinal))
        {
            await AddAsync($"{relative}/{Path.GetFileName(child)}", through, cancellationToken);
        }
    }

    private async Task AddFileAsync(string relative, string path, CancellationToken cancellationToken) =>
        _entries[relative] = new FileEntry.File(
            await digests.OfAsync(path, cancellationToken), !OperatingSystem.IsWindows() && File.GetUnixFileMode(path).HasFlag(UnixFileMode.UserExecute));
}
