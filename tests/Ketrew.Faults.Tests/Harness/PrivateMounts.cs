using System.Diagnostics;

namespace Ketrew.Faults.Tests.Harness;

/// <summary>Mounts that only one process and its children see: words to put before its command.</summary>
internal static class PrivateMounts
{
    /// <summary>True where this user may make them.</summary>
    public static bool AreAllowed { get; } = Try("unshare", "-rm", "sh", "-c", "mount -t tmpfs -o size=1m none /mnt");

    /// <summary>A small disk of its own, with what lies there already.</summary>
    /// <param name="directory">Where it is.</param>
    /// <param name="megabytes">How much it holds.</param>
    public static string[] SmallDisk(string directory, int megabytes) => Behind(
        $"saved=$(mktemp -d) && cp -a '{directory}/.' \"$saved\" && mount -t tmpfs -o size={megabytes}m none '{directory}' && cp -a \"$saved/.\" '{directory}' && rm -r \"$saved\"");

    /// <summary>A directory that is read-only.</summary>
    public static string[] ReadOnly(string directory) =>
        Behind($"mount --bind '{directory}' '{directory}' && mount -o remount,ro,bind '{directory}'");

    private static string[] Behind(string mount) => ["unshare", "-rm", "sh", "-c", $"{mount} && exec \"$@\"", "sh"];

    private static bool Try(string program, params string[] arguments)
    {
        using Process? process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true });
        process?.WaitForExit();
        return process?.ExitCode == 0;
    }
}
