using System.Globalization;

namespace Ketrew.Backends.HostProcesses;

/// <summary>The process that runs an attempt on a host, told from any other of the same number there.
/// Written <c>NAME.PID.GROUP.STARTED.BOOT.HOST</c>: it is what the handle of an attempt holds.</summary>
/// <param name="Name">What the attempt is called; all its processes have it in their variable <c>KETREW_JOB</c>.</param>
/// <param name="ProcessId">The script's.</param>
/// <param name="Group">The process group and session of the script and its steps.</param>
/// <param name="Started">When it was started, in ticks since the machine was.</param>
/// <param name="Boot">Which of the machine's lives it was, and in which of its tables of processes: containers have their own.</param>
/// <param name="Host">What the machine calls itself; may hold dots.</param>
internal sealed record HostProcessId(string Name, int ProcessId, int Group, string Started, string Boot, string Host)
{
    /// <summary>Reads one; null for anything else.</summary>
    public static HostProcessId? Parse(string text) =>
        text.Trim().Split('.', 6) is [{ Length: > 0 } name, var process, var group, { Length: > 0 } started, { Length: > 0 } boot, { Length: > 0 } host]
        && TryParse(process, out int processId) && TryParse(group, out int groupId) && started.All(char.IsAsciiDigit)
            ? new HostProcessId(name, processId, groupId, started, boot, host)
            : null;

    /// <summary>As <see cref="Parse"/> reads it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}.{ProcessId}.{Group}.{Started}.{Boot}.{Host}");

    // Numbers of 1 and below mean groups, everybody, or the first process: never sent a signal, whatever a text says.
    private static bool TryParse(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 1;
}
