namespace Ketrew.Sdk.Observations;

/// <summary>What is at a path.</summary>
public enum EntryKind
{
    /// <summary>Nothing.</summary>
    Missing,

    /// <summary>A file, or a link to one.</summary>
    File,

    /// <summary>A directory, or a link to one.</summary>
    Directory,

    /// <summary>A link whose target doesn't exist or leaves the project.</summary>
    DanglingLink,
}
