using System.Collections.Concurrent;
using Ketrew.Backends.Processes;

namespace Ketrew.Backends.Local;

/// <summary>
/// Empty log files that are used again. Most attempts print nothing, and on a journaling file system making a file costs as much as
/// starting a small process (0.2–0.4 ms measured on ext4), while renaming one costs a tenth of that. Thread-safe.
/// </summary>
internal sealed class SpareLogs : IDisposable
{
    private readonly ConcurrentBag<string> _spares = [];

    /// <summary>Puts a spare file where an attempt will write its log, when there is one; otherwise the attempt makes it.</summary>
    /// <param name="logPath">Absolute; nothing is there, since no attempt is started twice.</param>
    public void Lend(string logPath)
    {
        if (_spares.TryTake(out string? spare) && Path.GetDirectoryName(spare.AsSpan()).SequenceEqual(Path.GetDirectoryName(logPath.AsSpan())))
        {
            // Whoever cleaned the directory meanwhile has done our work.
            _ = LibC.Rename(spare, logPath);
        }
    }

    /// <summary>Takes an empty log, which stays where it is until it is lent; one with text is not touched any more.</summary>
    /// <param name="logPath">Absolute; nobody may have it open any more.</param>
    public void TakeBack(string logPath)
    {
        if (new FileInfo(logPath) is { Exists: true, Length: 0 })
        {
            _spares.Add(logPath);
        }
    }

    /// <summary>Deletes the files that nobody used again.</summary>
    public void Dispose()
    {
        while (_spares.TryTake(out string? spare))
        {
            if (File.Exists(spare))
            {
                File.Delete(spare);
            }
        }
    }
}
