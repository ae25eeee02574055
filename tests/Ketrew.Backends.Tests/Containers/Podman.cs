using System.Diagnostics;
using System.Runtime.Versioning;
using Ketrew.TestSupport;

namespace Ketrew.Backends.Tests.Containers;

/// <summary>A podman with a store of its own, and one image in it, made of busybox.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class Podman : IDisposable
{
    public const string Image = "localhost/busybox:1";

    private static readonly string[] _needed = ["/usr/bin/podman", "/usr/sbin/runc", "/usr/bin/catatonit", "/bin/busybox"];
    private readonly TemporaryDirectory _directory = new();

    public Podman()
    {
        _ = _directory.Write("containers.conf", """
            [containers]
            default_ulimits = ["nofile=4096:4096","nproc=4096:4096"]
            [engine]
            cgroup_manager = "cgroupfs"
            events_logger = "file"
            runtime = "runc"
            [network]
            network_backend = "netavark"
            """);
        Program = _directory.Write("podman", $"""
            #!/bin/sh
            CONTAINERS_CONF={_directory["containers.conf"]} exec /usr/bin/podman --root {_directory["store"]} --runroot {_directory["run"]} "$@"

            """);
        if (WhyNot is not null)
        {
            return;
        }

        File.SetUnixFileMode(Program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        _ = Run("/bin/sh", "-c", $"""
            cd {_directory.FullPath} && mkdir -p root/bin root/tmp root/etc && cp /bin/busybox root/bin &&
            for name in $(busybox --list); do [ -e "root/bin/$name" ] || ln -s busybox "root/bin/$name"; done &&
            echo image > root/etc/from && tar -C root -c . | ./podman import --quiet - {Image}
            """);
    }

    /// <summary>Why these tests can't be run here; null when they can: as root, and with podman, runc, catatonit and busybox-static.</summary>
    public static string? WhyNot { get; } =
        Environment.UserName != "root" ? "podman's tests are run by root"
        : _needed.FirstOrDefault(path => !File.Exists(path)) is { } missing ? $"there is no {missing}"
        : null;

    /// <summary>Absolute path of a program that is to be called as podman is.</summary>
    public string Program { get; }

    /// <summary>What podman prints.</summary>
    public string Ask(params string[] arguments) => Run(Program, arguments);

    public void Dispose()
    {
        if (WhyNot is null)
        {
            _ = Ask("rm", "--all", "--force", "--time", "0");
            _ = Run("/bin/sh", "-c", $"umount -l {_directory["store/overlay"]} 2>&1 || true");
        }

        _directory.Dispose();
    }

    /// <summary>What podman prints, whatever its exit code.</summary>
    public string Try(params string[] arguments) => Run(Program, arguments, out _);

    private static string Run(string program, params string[] arguments)
    {
        string output = Run(program, arguments, out int code);
        return code == 0 ? output : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: exit {code}");
    }

    private static string Run(string program, string[] arguments, out int code)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true };
        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        code = process.ExitCode;
        return output;
    }
}
