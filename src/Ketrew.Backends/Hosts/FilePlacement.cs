namespace Ketrew.Backends.Hosts;

/// <summary>Where a host has the files of a project.</summary>
public enum FilePlacement
{
    /// <summary>Elsewhere: what an attempt reads is copied there before it starts, and what it wrote is fetched when it has ended.</summary>
    Copy,

    /// <summary>At the same path as here, on a file system that both see.</summary>
    Shared,
}
