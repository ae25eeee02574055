using System.Runtime.InteropServices;

namespace Ketrew.PluginHost.Sandboxing;

/// <summary>
/// What happens before the runtime that will run plugins starts: limits, no descriptors but the pipes, no privileges, no files but the runtime's own.
/// Then the process becomes that runtime: what was given up can't be had again. See decision 0011.
/// </summary>
internal static class Launcher
{
    private const string Again = "confined";

    /// <summary>Begins the process again, confined. Returns where that isn't possible: not on Linux, or not asked for.</summary>
    /// <param name="arguments">The program's: <c>launch LEVEL</c> from the engine, or what this method gave itself.</param>
    /// <returns>How the process was begun.</returns>
    public static Confinement Launch(string[] arguments) => arguments switch
    {
        [Again, ""] => new Confinement(true, ""),
        [Again, var reason] => new Confinement(false, reason),
        ["launch", "3"] when OperatingSystem.IsLinux() => Begin(withKernel: true, ""),
        ["launch", _] when OperatingSystem.IsLinux() => Begin(withKernel: false, "no more was asked for"),
        ["launch", _] => new Confinement(false, "it needs Landlock and seccomp, which only Linux has"),
        _ => new Confinement(false, "it wasn't begun by an engine"),
    };

    private static Confinement Begin(bool withKernel, string reason)
    {
        Linux.SetProcess(Linux.NoNewPrivileges, 1, 0, 0, 0);
        ResourceLimits.Set();
        if (withKernel)
        {
            reason = SystemCalls.AreKnown ? Landlock.TryRestrict() ?? "" : $"the numbers of system calls are known for x64 and arm64 only, not for {RuntimeInformation.ProcessArchitecture}";
        }

        if (withKernel && reason.Length == 0)
        {
            Capabilities.Drop();
        }

        // What the engine, or whoever started it, left open by mistake ends with this program. The pipes stay.
        const int firstOther = 3;
        _ = Linux.CloseRange(firstOther, uint.MaxValue, Linux.CloseOnExec);
        Linux.Execute(Environment.ProcessPath!, ["exec", Environment.GetCommandLineArgs()[0], Again, reason]);
        return new Confinement(false, $"the host can't be begun again: {Linux.LastError()}");
    }
}
