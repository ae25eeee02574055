using System.Runtime.InteropServices;

namespace Ketrew.PluginHost.Sandboxing;

/// <summary>Keeps this process, and what it becomes, from all files but those that a runtime starts from. Nothing of a project is among them.</summary>
internal static unsafe class Landlock
{
    private const int CreateRuleset = 444;
    private const int AddRule = 445;
    private const int RestrictSelf = 446;

    private const ulong Execute = 1;
    private const ulong ReadFile = 1 << 2;
    private const ulong ReadDirectory = 1 << 3;
    private const ulong WriteFile = 1 << 1;

    private const int PathOnly = 0x200000;
    private const int CloseOnExec = 0x80000;

    // For some minutes only: before a plugin arrives, seccomp closes these too.
    private static readonly string[] _readable =
    [
        "/usr", "/lib", "/lib64", "/nix/store", "/gnu/store", "/etc/ld.so.cache", "/etc/ssl", "/etc/pki",
        "/proc/self", "/proc/meminfo", "/proc/cpuinfo", "/proc/stat", "/sys/fs/cgroup", "/sys/devices/system", "/sys/kernel/mm/transparent_hugepage",
        "/dev/urandom", "/dev/random", "/dev/zero",
    ];

    private static readonly string[] _loaders =
        ["/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1", "/lib/ld-musl-x86_64.so.1", "/lib/ld-musl-aarch64.so.1"];

    /// <summary>Restricts the calling thread, and so the program that it becomes.</summary>
    /// <returns>Null when it is restricted, else why not, as one clause.</returns>
    public static string? TryRestrict()
    {
        const int askVersion = 1;
        nint version = Linux.Call(CreateRuleset, 0, 0, askVersion, 0);
        if (version < 1)
        {
            return $"this kernel has no Landlock ({Linux.LastError()})";
        }

        Handled handled = Handled.For((int)version);
        int ruleset = (int)Linux.Call(CreateRuleset, (nint)(&handled), sizeof(Handled), 0, 0);
        if (ruleset < 0)
        {
            return $"Landlock can't be used ({Linux.LastError()})";
        }

        Allow(ruleset);
        return Linux.Call(RestrictSelf, ruleset, 0, 0, 0) == 0 ? null : $"Landlock can't be put on ({Linux.LastError()})";
    }

    private static void Allow(int ruleset)
    {
        string runtime = Environment.ProcessPath!;
        Allow(ruleset, runtime, Execute | ReadFile);
        foreach (string path in _loaders)
        {
            Allow(ruleset, path, Execute | ReadFile);
        }

        AllowReading(ruleset, AppContext.BaseDirectory);
        AllowReading(ruleset, Path.GetDirectoryName(runtime)!);
        AllowReading(ruleset, Path.GetDirectoryName(typeof(object).Assembly.Location)!);
        foreach (string path in _readable)
        {
            AllowReading(ruleset, path);
        }

        Allow(ruleset, "/dev/null", ReadFile | WriteFile);
    }

    private static void AllowReading(int ruleset, string path) => Allow(ruleset, path, Directory.Exists(path) ? ReadFile | ReadDirectory : ReadFile);

    // A path that isn't there needs no rule, and one that can't be opened helps nobody.
    private static void Allow(int ruleset, string path, ulong access)
    {
        const int pathBeneath = 1;
        int descriptor = Linux.Open(path, PathOnly | CloseOnExec);
        if (descriptor < 0)
        {
            return;
        }

        Beneath rule = new() { Access = access, Descriptor = descriptor };
        _ = Linux.Call(AddRule, ruleset, pathBeneath, (nint)(&rule), 0);
        _ = Linux.Close(descriptor);
    }

    /// <summary>What is forbidden unless a rule allows it.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Handled
    {
        public ulong Files;
        public ulong Network;
        public ulong Scopes;

        /// <summary>Everything that a version of Landlock knows: of files, TCP, and signals and abstract sockets of other processes.</summary>
        public static Handled For(int version) => new()
        {
            Files = version switch { 1 => 0x1FFF, 2 => 0x3FFF, 3 or 4 => 0x7FFF, _ => 0xFFFF },
            Network = version >= 4 ? 3u : 0,
            Scopes = version >= 6 ? 3u : 0,
        };
    }

    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    private struct Beneath
    {
        public ulong Access;
        public int Descriptor;
    }
}
