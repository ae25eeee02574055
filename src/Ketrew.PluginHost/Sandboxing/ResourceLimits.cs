namespace Ketrew.PluginHost.Sandboxing;

/// <summary>What a host process may use of the machine. The limits are hard: nobody in it can raise them again.</summary>
internal static class ResourceLimits
{
    private const int TooLargeFile = 25;
    private const nint Ignore = 1;

    private static readonly (int Resource, ulong Most)[] _limits =
    [
        // Processor time of the whole life, in seconds. The engine's own clock ends one endless expansion much earlier.
        (0, 15 * 60),
        // Bytes of a file that is written: a host writes to pipes only. Needs a runtime that doesn't keep its code in a file: DOTNET_EnableWriteXorExecute=0.
        (1, 0),
        // Bytes of writable memory, the stacks of threads with it. The collector's own limit is half of it, and ends in an exception that tells a line.
        (2, 1024 * 1024 * 1024),
        // No core file.
        (4, 0),
        // Descriptors. The runtime takes two for an assembly, and with fewer than some hundred it closes the wrong ones.
        (7, 1024),
    ];

    /// <summary>Sets them. One that is lower already stays.</summary>
    public static void Set()
    {
        // Writing a file is an error that a plugin is told, not the end of the process.
        _ = Linux.Handle(TooLargeFile, Ignore);
        foreach ((int resource, ulong most) in _limits)
        {
            if (Linux.GetLimit(resource, out Linux.Limit limit) == 0 && limit.Hard > most)
            {
                _ = Linux.SetLimit(resource, new Linux.Limit(most, most));
            }
        }
    }
}
