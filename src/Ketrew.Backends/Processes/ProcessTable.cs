using System.Globalization;
using System.Text;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Processes;

/// <summary>Finds processes of attempts that nobody awaits any more, by what Linux tells in /proc.</summary>
internal static class ProcessTable
{
    private const int GroupField = 2;
    private const int SessionField = 3;

    /// <summary>Process ids by the key of the attempt they belong to: those that bear its marks, and those in a session of one that does.</summary>
    public static Dictionary<string, List<int>> MarkedProcesses()
    {
        Dictionary<int, string> keysBySession = [];
        Dictionary<int, string?> keys = [];
        Dictionary<int, int> sessions = [];
        foreach (int pid in ProcessIds())
        {
            keys[pid] = ReadKey(pid);
            if (ReadLive(pid, SessionField) is { } session)
            {
                sessions[pid] = session;
                if (keys[pid] is { } key)
                {
                    keysBySession[session] = key;
                }
            }
        }

        // Whoever runs an engine inside an attempt must not see it end itself.
        string? own = new FileInfo("/proc/self").LinkTarget;
        Dictionary<string, List<int>> found = new(StringComparer.Ordinal);
        foreach (int pid in sessions.Keys)
        {
            if ((keys[pid] ?? keysBySession.GetValueOrDefault(sessions[pid])) is { } key && pid.ToString(CultureInfo.InvariantCulture) != own)
            {
                System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(found, key, out _) ??= [];
                found[key].Add(pid);
            }
        }

        return found;
    }

    /// <summary>The attempts of a project that have a process; none where the system doesn't tell.</summary>
    /// <param name="project">The identity of the project's state.</param>
    /// <param name="directory">Its root.</param>
    /// <param name="hasPlayground">Whether they must have a playground, or must have none.</param>
    public static IEnumerable<AttemptId> FindAttempts(string project, string directory, bool hasPlayground) => OperatingSystem.IsLinux()
        ? ProcessIds()
            .Select(pid => ReadEnvironment(pid) is { } environment && ReadLive(pid, SessionField) is not null
                ? AttemptMarks.FindAttempt(environment, project, directory, hasPlayground)
                : null)
            .OfType<AttemptId>().Distinct()
        : [];

    /// <summary>True when a process of a group still runs.</summary>
    public static bool HasLiveMember(int group) => ProcessIds().Any(pid => ReadLive(pid, GroupField) == group);

    /// <summary>The group of a process; null when it doesn't run any more.</summary>
    public static int? GroupOf(int pid) => ReadLive(pid, GroupField);

    private static IEnumerable<int> ProcessIds() =>
        Directory.EnumerateDirectories("/proc")
            .Select(path => int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out int pid) ? pid : 0)
            .Where(pid => pid > 0);

    private static string? ReadKey(int pid) => ReadEnvironment(pid) is { } environment ? AttemptMarks.KeyOf(environment) : null;

    // Null for a process that bears no marks.
    private static string[]? ReadEnvironment(int pid)
    {
        byte[] environment = ReadOrNothing($"/proc/{pid}/environ");
        return environment.AsSpan().IndexOf(AttemptMarks.Telltale) < 0 ? null : Encoding.UTF8.GetString(environment).Split('\0');
    }

    // "pid (name) state parent group session …"; the name may hold spaces and parentheses. A zombie is no process any more.
    private static int? ReadLive(int pid, int field)
    {
        string text = Encoding.UTF8.GetString(ReadOrNothing($"/proc/{pid}/stat"));
        string[] fields = text[(text.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > field && fields[0] is not ("Z" or "X") ? int.Parse(fields[field], CultureInfo.InvariantCulture) : null;
    }

    // Processes of other users can't be read, and any process may end while it is looked at.
    private static byte[] ReadOrNothing(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
