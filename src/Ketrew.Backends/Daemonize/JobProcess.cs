using System.Globalization;

namespace Ketrew.Backends.Daemonize;

/// <summary>The process that runs an attempt, told from any other of the same number. All that finds an attempt again.</summary>
/// <param name="ProcessId">The script's own number.</param>
/// <param name="Group">The process group and session of the script and its steps; led by nobody.</param>
/// <param name="Started">When it was started, as the system tells it: on Linux in ticks since the machine was.</param>
/// <param name="Boot">Which of the machine's lives it was; then, after <c>@</c>, in which of its tables of processes the number means it, where that is known.</param>
/// <param name="Host">The machine.</param>
internal sealed record JobProcess(int ProcessId, int Group, string Started, string Boot, string Host)
{
    private const string Version = "daemonize/1 ";

    /// <summary>Which of the machine's lives it was.</summary>
    public string Life => Boot.Split('@')[0];

    /// <summary>The table of processes that it is in; empty when that is not known.</summary>
    public string Table => Boot.Split('@') is [_, var table] ? table : "";

    /// <summary>Reads <c>PID GROUP STARTED BOOT HOST</c>; null for anything else.</summary>
    public static JobProcess? Parse(string text) =>
        text.Split(' ', 5) is [var process, var group, { Length: > 0 } started, { Length: > 0 } boot, { Length: > 0 } host]
        && TryParse(process, out int processId)
        && TryParse(group, out int groupId)
            ? new JobProcess(processId, groupId, started, boot, host)
            : null;

    /// <summary>Reads a handle; null for one of somebody else, and for none.</summary>
    public static JobProcess? ParseHandle(string handle) =>
        handle.StartsWith(Version, StringComparison.Ordinal) ? Parse(handle[Version.Length..]) : null;

    /// <summary><c>daemonize/1 PID GROUP STARTED BOOT HOST</c>.</summary>
    public string ToHandle() => Version + ToString();

    /// <summary><c>PID GROUP STARTED BOOT HOST</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{ProcessId} {Group} {Started} {Boot} {Host}");

    // Numbers of 1 and below mean groups, everybody, or the first process: never sent a signal, whatever a file says.
    private static bool TryParse(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 1;
}
