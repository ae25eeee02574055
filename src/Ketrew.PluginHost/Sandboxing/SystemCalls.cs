using System.Runtime.InteropServices;

namespace Ketrew.PluginHost.Sandboxing;

/// <summary>
/// All that a sealed host may ask the kernel for: to use the descriptors it has, memory, threads of its own, and the clock.
/// Every other call fails with EPERM: there is no way to open, look up, start, connect, signal or trace anything.
/// </summary>
internal static class SystemCalls
{
    private const int None = -1;
    private const ulong Thread = 0x10000;

    // The flags that the C libraries start a thread with; those for namespaces and processes aren't among them.
    private const ulong ThreadFlags = 0x7D0F00;

    /// <summary>True on the architectures whose numbers are in the table.</summary>
    public static bool AreKnown => RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.Arm64;

    /// <summary>Which there are.</summary>
    /// <param name="process">Our own: it may end itself and signal its own threads.</param>
    public static SystemCall[] AllowedFor(int process) =>
    [
        // Descriptors that are open already: the pipes
        new("read", 0, 63),
        new("write", 1, 64),
        new("readv", 19, 65),
        new("writev", 20, 66),
        new("close", 3, 57),
        new("fstat", 5, 80),
        new("lseek", 8, 62),
        new("fcntl: duplicate", 72, 25, ArgumentCondition.IsInt(1, 1030)),
        new("poll", 7, None),
        new("ppoll", 271, 73),
        new("pipe2", 293, 59),

        // Memory
        new("mmap", 9, 222),
        new("mprotect", 10, 226),
        new("munmap", 11, 215),
        new("mremap", 25, 216),
        new("madvise", 28, 233),
        new("mincore", 27, 232),
        new("brk", 12, 214),
        new("membarrier", 324, 283),
        new("sysinfo", 99, 179),

        // Threads
        new("clone", 56, 220, new ArgumentCondition(0, uint.MaxValue & ~ThreadFlags, 0), new ArgumentCondition(0, Thread, Thread)),
        new("futex", 202, 98),
        new("set_robust_list", 273, 99),
        new("rseq", 334, 293),
        new("gettid", 186, 178),
        new("getpid", 39, 172),
        new("sched_yield", 24, 124),
        new("sched_getaffinity", 204, 123),
        new("sched_setaffinity", 203, 122, ArgumentCondition.IsInt(0, 0)),
        new("sched_getparam", 143, 121),
        new("sched_getscheduler", 145, 120),
        new("sched_get_priority_max", 146, 125),
        new("sched_get_priority_min", 147, 126),
        new("getcpu", 309, 168),
        new("getrusage", 98, 165),
        new("prlimit64", 302, 261, ArgumentCondition.IsInt(0, 0), ArgumentCondition.Is(2, 0)),
        new("prctl: name a thread", 157, 167, ArgumentCondition.IsInt(0, 15)),
        new("exit", 60, 93),
        new("exit_group", 231, 94),

        // Signals, to ourselves
        new("rt_sigaction", 13, 134),
        new("rt_sigprocmask", 14, 135),
        new("rt_sigreturn", 15, 139),
        new("sigaltstack", 131, 132),
        new("restart_syscall", 219, 128),
        new("tgkill", 234, 131, ArgumentCondition.IsInt(0, (uint)process)),
        new("kill", 62, 129, ArgumentCondition.IsInt(0, (uint)process)),

        // The clock, which a process reads without asking anyway
        new("clock_gettime", 228, 113),
        new("clock_getres", 229, 114),
        new("clock_nanosleep", 230, 115),
        new("nanosleep", 35, 101),
        new("gettimeofday", 96, 169),
        new("time", 201, None),
    ];
}
