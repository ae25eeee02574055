namespace Ketrew.PluginHost.Sandboxing;

/// <summary>What root may do beyond others. Without it a host that root started can't do more than files and limits allow.</summary>
internal static class Capabilities
{
    private const int Most = 63;

    /// <summary>Gives them up from the next program on. Does nothing for those who have none.</summary>
    public static void Drop()
    {
        // A program that root starts gets what is in this set; so an empty set is enough, and no memory of the program has to be described.
        for (nuint capability = 0; capability <= Most && Linux.SetProcess(Linux.DropFromBoundingSet, capability, 0, 0, 0) == 0; capability++)
        {
        }
    }
}
