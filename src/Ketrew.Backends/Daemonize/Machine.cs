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

    private const string BootPath = "/proc/sys/kernel/random/boot_id";

    /// <summary>This one.</summary>
    /// <param name="host">Its name.</param>
    /// <param name="hasProcessFiles">False to do without /proc.</param>
    public static Machine Read(string host, bool hasProcessFiles) =>
        new(host, hasProcessFiles ? File.ReadAllText(BootPath).Trim() : AskForBoot(), hasProcessFiles);

    /// <summary>This one.</summary>
    /// <param name="host">Its name.</param>
    public static Machine Read(string host) => Read(host, File.Exists(BootPath) && File.Exists("/proc/self/stat"));

    // The script asks the same.
    private static string AskForBoot()
    {
        string boot = CommandOutput.Read("sysctl", "-n", "kern.bootsessionuuid");
        boot = boot.Trim().Length > 0 ? boot : CommandOutput.Read("sysctl", "-n", "kern.boottime");
        string[] words = boot.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 0 ? string.Join('_', words) : "unknown";
    }
}
