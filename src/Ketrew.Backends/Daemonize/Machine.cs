using Ketrew.Backends.Processes;
using Ketrew.Sdk;

namespace Ketrew.Backends.Daemonize;

/// <summary>A machine in one of its lives, from one start to the next.</summary>
/// <param name="Host">Its name.</param>
/// <param name="Boot">Which life.</param>
/// <param name="HasProcessFiles">True when it tells of processes in /proc.</param>
internal sealed record Machine(string Host, string Boot, bool HasProcessFiles)
{
    /// <summary>The program that runs scripts, absolute, and its first arguments.</summary>
    public ValueList<string> Shell { get; init; } = ["/bin/sh"];

    /// <summary>Which table of processes is seen: containers have tables of their own. Empty when it has only one, or doesn't tell.</summary>
    public string Table { get; init; } = "";

    private const string BootPath = "/proc/sys/kernel/random/boot_id";
    private const string TablePath = "/proc/self/ns/pid";

    /// <summary>This one.</summary>
    /// <param name="host">Its name.</param>
    /// <param name="hasProcessFiles">False to do without /proc.</param>
    public static Machine Read(string host, bool hasProcessFiles) =>
        new(host, hasProcessFiles ? File.ReadAllText(BootPath).Trim() : AskForBoot(), hasProcessFiles)
        {
            Table = hasProcessFiles && ReadTable() is { } table ? table : "",
        };

    /// <summary>This one.</summary>
    /// <param name="host">Its name.</param>
    public static Machine Read(string host) => Read(host, File.Exists(BootPath) && File.Exists("/proc/self/stat"));

    /// <summary>Where a process of an attempt is, seen from here.</summary>
    // A life is known by a number that no other machine has, so the name may have changed; but containers share it, and see other processes.
    public Whereabouts Locate(JobProcess process)
    {
        bool isNamesake = process.Host == Host;
        bool isSameTable = process.Table == Table && (Table.Length > 0 || !HasProcessFiles);
        return process.Life == Boot
            ? isNamesake || isSameTable ? Whereabouts.Here : Whereabouts.Elsewhere
            : isNamesake ? Whereabouts.EarlierLife : Whereabouts.Elsewhere;
    }

    // pid:[4026531836]
    private static string? ReadTable()
    {
        try
        {
            return new FileInfo(TablePath).LinkTarget is { } target && target.Split('[', ']') is [_, var table, _] ? table : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // The script asks the same.
    private static string AskForBoot()
    {
        string boot = CommandOutput.Read("sysctl", "-n", "kern.bootsessionuuid");
        boot = boot.Trim().Length > 0 ? boot : CommandOutput.Read("sysctl", "-n", "kern.boottime");
        string[] words = boot.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 0 ? string.Join('_', words) : "unknown";
    }
}
