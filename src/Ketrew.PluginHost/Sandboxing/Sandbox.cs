using System.Runtime.InteropServices;
using Ketrew.PluginHost.Loading;
using Ketrew.Sdk.Protocol;

namespace Ketrew.PluginHost.Sandboxing;

/// <summary>What keeps plugins of this process from the machine.</summary>
/// <param name="confinement">How the process was begun.</param>
internal sealed class Sandbox(Confinement confinement)
{
    private const int ProcessLevel = 2;
    private const int KernelLevel = 3;

    /// <summary>Closes it as far as this machine can. From here on nothing is opened any more; plugins may come.</summary>
    /// <returns>How far that is.</returns>
    public ProtocolMessage.Confined Close()
    {
        if (!confinement.IsRestricted)
        {
            return new ProtocolMessage.Confined(ProcessLevel, confinement.Reason);
        }

        Prepare();
        string? problem = SeccompFilter.TryInstall() ?? Probe();
        return problem is null ? new ProtocolMessage.Confined(KernelLevel, "") : new ProtocolMessage.Confined(ProcessLevel, problem);
    }

    // Whatever the host reads from the disk at its first use is used once, now.
    private static void Prepare()
    {
        FrameworkAssemblies.Load();
        CoreAssemblies.WithholdAllBut(FrameworkAssemblies.Names);
        _ = TimeZoneInfo.Local;
        Console.Error.Flush();
    }

    // What is claimed is tried.
    private static string? Probe()
    {
        int descriptor = Linux.Open("/", 0);
        if (descriptor < 0 && Marshal.GetLastPInvokeError() == 1)
        {
            return null;
        }

        _ = Linux.Close(descriptor);
        return "seccomp is on, but refuses nothing";
    }
}
