using Ketrew.Expander.Hosting;

namespace Ketrew.CommandLine.Output;

/// <summary>What the sandbox of plugins withholds on this machine, and what stays open.</summary>
internal static class SandboxText
{
    /// <summary>A line for each.</summary>
    public static string[] Of(SandboxState state) => state.Level >= SandboxLevel.Kernel
        ?
        [
            "sandbox of plugins: level 3, a process that the kernel keeps from everything but its pipe to the engine",
            "        withheld: files, directories, sockets, programs, other processes, native libraries, variables, names of machine and user",
            "        limited: 512 MiB of managed and 1 GiB of all memory, 15 min of processor time, 30 s for a stanza",
            "        stays open: the clock, random numbers, the number of processors, the kernel's version, all memory of its own process",
            $"        {Builds}",
        ]
        :
        [
            $"sandbox of plugins: level 2, a process of its own ({state.Reason})",
            "        withheld: variables, the working directory, descriptors, time zone and culture",
            "        limited: 512 MiB of managed memory, 30 s for a stanza; on Linux also 1 GiB of all memory, 15 min of processor time, no content of files written",
            "        stays open: files, network, programs and everything else that you may do; what it learns that way is not recorded",
            $"        {Builds}",
        ];

    private const string Builds = "not in it: the build of a plugin project (`- project: folder`) runs its author's code as you; `--require-sandbox` refuses it";
}
