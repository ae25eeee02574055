using System.Diagnostics;

namespace Ketrew.Backends.Tests.Daemonize;

/// <summary>A file system of one megabyte, in a name space of its own: who works there sees it, and nobody else.</summary>
internal static class SmallDisk
{
    private const string Enter = "mount -t tmpfs -o size=1m tmpfs \"$1\" && cd \"$1\" && shift && exec \"$@\"";

    /// <summary>False where the system doesn't let users mount, as in most containers.</summary>
    public static bool IsAllowed { get; } = Run("/mnt", ["true"]) == 0;

    /// <summary>Runs a program where a directory is such a disk.</summary>
    public static ProcessStartInfo In(string directory, string[] command) =>
        new("unshare", ["--map-root-user", "--mount", "sh", "-c", Enter, "sh", directory, .. command])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

    /// <summary>Runs a program where no file grows beyond 50 KiB: the next best thing.</summary>
    public static ProcessStartInfo WithSmallFiles(string[] command) => new("sh", ["-c", "ulimit -f 100 && exec \"$@\"", "sh", .. command])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        // The runtime keeps its code in a file that is larger.
        Environment = { ["DOTNET_EnableWriteXorExecute"] = "0" },
    };

    private static int Run(string directory, string[] command)
    {
        using Process process = Process.Start(In(directory, command)) ?? throw new InvalidOperationException("unshare did not start.");
        process.WaitForExit();
        return process.ExitCode;
    }
}

/// <summary>A test that needs a small disk, and is shown as left out where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SmallDiskFactAttribute : FactAttribute
{
    public SmallDiskFactAttribute() => Skip = SmallDisk.IsAllowed ? null : "`unshare --map-root-user --mount` is not allowed here";
}
