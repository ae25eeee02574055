using System.Globalization;

namespace Ketrew.Backends.Processes;

/// <summary>Counts the processes that the kernel ended for lack of memory. Thread-safe.</summary>
internal sealed class MemoryKills
{
    private const string Counter = "oom_kill ";

    private readonly Lock _gate = new();
    private long _known;

    /// <param name="path">A file that holds a line <c>oom_kill N</c>, as /proc/vmstat does; where there is none, nothing is ever counted.</param>
    public MemoryKills(string path)
    {
        Path = path;
        _known = Read();
    }

    /// <summary>The file with the counter.</summary>
    public string Path { get; }

    /// <summary>The file of the control group that this process and all it starts are in; otherwise that of the whole machine.</summary>
    public static string FindPath()
    {
        string groups = ReadOrNothing("/proc/self/cgroup");
        string? own = groups.Split('\n').FirstOrDefault(line => line.StartsWith("0::", StringComparison.Ordinal));
        string events = $"/sys/fs/cgroup{own?[3..].TrimEnd('/')}/memory.events";
        return own is not null && ReadOrNothing(events).Contains($"\n{Counter}", StringComparison.Ordinal) ? events : "/proc/vmstat";
    }

    /// <summary>True when there was one that nobody has taken for the end of an attempt yet; it is taken now.</summary>
    public bool TakeOne()
    {
        lock (_gate)
        {
            bool isThere = Read() > _known;
            _known += isThere ? 1 : 0;
            return isThere;
        }
    }

    private long Read()
    {
        foreach (string line in ReadOrNothing(Path).Split('\n'))
        {
            if (line.StartsWith(Counter, StringComparison.Ordinal)
                && long.TryParse(line[Counter.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out long count))
            {
                return count;
            }
        }

        return 0;
    }

    private static string ReadOrNothing(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
