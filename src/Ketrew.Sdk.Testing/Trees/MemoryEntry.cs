namespace Ketrew.Sdk.Testing.Trees;

/// <summary>What a name in a directory of a <see cref="MemoryTree"/> is.</summary>
internal abstract record MemoryEntry
{
    private MemoryEntry()
    {
    }

    /// <summary>A file.</summary>
    /// <param name="Content">All of it.</param>
    public sealed record File(byte[] Content) : MemoryEntry;

    /// <summary>A directory.</summary>
    public sealed record Directory : MemoryEntry;

    /// <summary>A symbolic link.</summary>
    /// <param name="Target">As written: relative to the link's directory, or absolute.</param>
    public sealed record Link(string Target) : MemoryEntry;
}
