using System.Globalization;
using System.Runtime.InteropServices;
using Ketrew.Backends.Processes;

namespace Ketrew.Backends.Daemonize;

/// <summary>The processes of this machine at one moment, and when they were started. The dead that nobody collected are left out.</summary>
internal sealed class LiveProcesses
{
    private const int StateField = 0;
    private const int StartField = 19;

    // Where there is /proc, each is looked at when it is asked for; elsewhere all at once.
    private readonly Dictionary<int, string>? _starts;

    private LiveProcesses(Dictionary<int, string>? starts) => _starts = starts;

    /// <summary>Looks at them.</summary>
    /// <param name="hasProcessFiles">True when there is /proc.</param>
    public static LiveProcesses Take(bool hasProcessFiles) => new(hasProcessFiles ? null : AskForStarts());

    /// <summary>When a process was started, in the words of the system; null when there is no such process.</summary>
    /// <exception cref="IOException">It can't be told.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be told.</exception>
    public string? StartOf(int pid) => _starts is null ? ReadStart(pid) : _starts.GetValueOrDefault(pid);

    private static string? ReadStart(int pid)
    {
        string text;
        try
        {
            text = File.ReadAllText($"/proc/{pid}/stat");
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException || failure.HResult == LibC.NoSuchProcess)
        {
            return HasAny(pid) ? throw new IOException($"Process {pid} is hidden.") : null;
        }

        // "pid (name) state parent …"; the name may hold spaces and parentheses.
        string[] fields = text[(text.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields[StateField] is "Z" or "X" ? null : fields[StartField];
    }

    // Systems may hide the processes of others in /proc.
    private static bool HasAny(int pid) => LibC.SendSignal(pid, 0) != 0 && Marshal.GetLastPInvokeError() == LibC.NotPermitted;

    private static Dictionary<int, string> AskForStarts()
    {
        string output = CommandOutput.Read("ps", "-A", "-o", "pid=", "-o", "stat=", "-o", "lstart=");
        Dictionary<int, string> starts = [];
        foreach (string line in output.Split('\n'))
        {
            if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var pid, var state, .. var start]
                && int.TryParse(pid, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
                && state[0] != 'Z')
            {
                starts[number] = string.Join('_', start);
            }
        }

        return starts.Count > 0 ? starts : throw new IOException("The program `ps` tells of no process.");
    }
}
