using System.Diagnostics;
using System.Runtime.Versioning;
using Ketrew.TestSupport;

namespace Ketrew.Backends.Tests.Pbs;

/// <summary>Torque's commands over Slurm, unpacked from Debian's packages once for a checkout.</summary>
[UnsupportedOSPlatform("windows")]
internal static class TorqueCommands
{
    private static readonly Lazy<string?> _problem = new(Unpack);

    /// <summary>Absolute path of the directory that holds <c>qsub</c>.</summary>
    public static string Directory { get; } = Path.Combine(Repository.Root, "artifacts", "torque", "bin");

    /// <summary>Null when they are there.</summary>
    public static string? WhatIsMissing => _problem.Value;

    private static string? Unpack()
    {
        string script = Path.Combine(AppContext.BaseDirectory, "Pbs", "torque-commands.sh");
        using Process process = Process.Start("/bin/sh", ["-c", "exec sh \"$0\" \"$1\" > /dev/null 2>&1 < /dev/null", script, Path.GetDirectoryName(Directory) ?? ""]);
        process.WaitForExit();
        return process.ExitCode == 0 ? null : "`apt-get download slurm-wlm-torque libslurm-perl libslurmdb-perl libslurm38` is not possible here";
    }
}

/// <summary>A test against Torque's commands over Slurm.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class TorqueFactAttribute : FactAttribute
{
    public TorqueFactAttribute() => Skip = TorqueCommands.WhatIsMissing;
}
