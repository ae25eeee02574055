using System.Runtime.InteropServices;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Processes;

/// <summary>Asks processes to end, and tells what the system said to it.</summary>
internal static class EndSignal
{
    /// <summary>The number of the signal, which is the same on all systems.</summary>
    public static int NumberOf(KillStrength strength) => strength is KillStrength.Kill ? LibC.Kill : LibC.Terminate;

    /// <summary>Its name, as commands know it.</summary>
    public static string NameOf(KillStrength strength) => strength is KillStrength.Kill ? "KILL" : "TERM";

    /// <summary>Asks one process, or a group by its negative number.</summary>
    /// <returns>Null when nobody was there to hear it.</returns>
    public static KillAnswer? Send(int process, KillStrength strength) =>
        LibC.SendSignal(process, NumberOf(strength)) == 0 ? KillAnswer.Delivered
        : Marshal.GetLastPInvokeError() == LibC.NoSuchProcess ? null
        : KillAnswer.Unknown;

    /// <summary>Asks processes one by one.</summary>
    /// <returns>Null when nobody was there to hear it.</returns>
    public static KillAnswer? Send(IEnumerable<int> processes, KillStrength strength) =>
        processes.Select(process => Send(process, strength)).Aggregate((KillAnswer?)null, Add);

    /// <summary>What two answers mean together: what could not be delivered to all was not delivered.</summary>
    public static KillAnswer? Add(KillAnswer? one, KillAnswer? other) =>
        one is KillAnswer.Unknown || other is KillAnswer.Unknown ? KillAnswer.Unknown : one ?? other;
}
