using System.Threading.Channels;
using Ketrew.Sdk;

namespace Ketrew.CommandLine.Watching;

/// <summary>
/// Says that something in a project may have changed. It only wakes: whoever is woken asks everything again, so an event that is lost costs time and
/// never a wrong result. Where the system can't watch, or lost events, it wakes all the same.
/// </summary>
internal sealed class ProjectWatcher : IDisposable
{
    // An editor writes, renames and touches within milliseconds: one wake for all of it.
    private static readonly TimeSpan _stillness = TimeSpan.FromMilliseconds(50);

    // A file outside of the project, a site, a disk of another machine: nobody tells of these.
    private static readonly TimeSpan _longest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _betweenLooks = TimeSpan.FromSeconds(2);

    private readonly Channel<string> _changes = Channel.CreateUnbounded<string>();
    private readonly string _root;
    private readonly FileSystemWatcher? _watcher;

    /// <summary>Begins to watch.</summary>
    /// <param name="root">Absolute path of the project's root.</param>
    public ProjectWatcher(string root)
    {
        _root = root;
        FileSystemWatcher watcher = new(root)
        {
            IncludeSubdirectories = true,
            NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Attributes | NotifyFilters.Security,
            InternalBufferSize = 64 * 1024,
        };
        watcher.Created += (_, change) => Add(change.FullPath);
        watcher.Deleted += (_, change) => Add(change.FullPath);
        watcher.Changed += (_, change) => Add(change.FullPath);
        watcher.Renamed += (_, change) =>
        {
            Add(change.OldFullPath);
            Add(change.FullPath);
        };
        watcher.Error += (_, _) => _changes.Writer.TryWrite("");
        try
        {
            watcher.EnableRaisingEvents = true;
            _watcher = watcher;
        }
        catch (IOException failure)
        {
            // Mostly: more directories than one user may watch.
            watcher.Dispose();
            Problem = failure.Message;
        }
    }

    /// <summary>Why the system doesn't watch, so that this looks every two seconds; null when it does.</summary>
    public string? Problem { get; }

    /// <summary>What changed since the last call, without waiting.</summary>
    public Wake Take()
    {
        SortedSet<string> paths = new(StringComparer.Ordinal);
        bool isCertain = true;
        while (_changes.Reader.TryRead(out string? path))
        {
            isCertain &= path.Length > 0;
            if (path.Length > 0)
            {
                paths.Add(path);
            }
        }

        return new Wake([.. paths], isCertain);
    }

    /// <summary>Waits until something may have changed, and then until it has been still for a moment.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<Wake> WaitAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(_watcher is null ? _betweenLooks : _longest);
        try
        {
            await _changes.Reader.WaitToReadAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new Wake([], IsCertain: false);
        }

        Wake all = Take();
        while (true)
        {
            await Task.Delay(_stillness, cancellationToken);
            Wake more = Take();
            if (more.Paths.IsEmpty && more.IsCertain)
            {
                return all;
            }

            all = all.And(more);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _watcher?.Dispose();

    private void Add(string fullPath)
    {
        string path = Path.GetRelativePath(_root, fullPath).Replace(Path.DirectorySeparatorChar, '/');
        if (!IsOwn(path))
        {
            _changes.Writer.TryWrite(path);
        }
    }

    // What Ketrew itself writes beside its answers, and version control's own.
    private static bool IsOwn(string path) => path.Split('/') is var names
        && (names.Any(name => name is ".ketrew" or ".git") || path.Contains(".expanded.yaml", StringComparison.Ordinal));
}

/// <summary>What may have changed.</summary>
/// <param name="Paths">Relative to the project's root, sorted, each once.</param>
/// <param name="IsCertain">False when there may be more than the paths.</param>
internal sealed record Wake(ValueList<string> Paths, bool IsCertain)
{
    /// <summary>Both together.</summary>
    public Wake And(Wake other) => new([.. Paths.Concat(other.Paths).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)], IsCertain && other.IsCertain);

    /// <summary>For people: <c>src/a.txt and 3 more</c>.</summary>
    public override string ToString() => Paths switch
    {
        [] => "something that nobody tells of",
        [var one] => one,
        [var first, ..] => $"{first} and {Paths.Count - 1} more",
    };
}
