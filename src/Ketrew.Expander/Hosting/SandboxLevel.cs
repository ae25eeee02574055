namespace Ketrew.Expander.Hosting;

/// <summary>How far plugins are kept from the machine. Each level has what those below it have.</summary>
public enum SandboxLevel
{
    /// <summary>Single-file plugins name only what gives the same result everywhere and each time: anything else isn't compiled.</summary>
    Sources = 0,

    /// <summary>What other plugins name is looked at before they are loaded, and told.</summary>
    Assemblies = 1,

    /// <summary>They run in a process of their own, with limits, and with nothing of the engine's surroundings.</summary>
    Process = 2,

    /// <summary>The kernel refuses that process everything but memory, threads, the clock and its pipe to the engine.</summary>
    Kernel = 3,
}
