namespace Ketrew.Expander.Globbing;

/// <summary>What a name in a directory is, links not followed except as said.</summary>
internal enum EntryKind
{
    /// <summary>A file, or a link to one.</summary>
    File,

    /// <summary>A directory.</summary>
    Directory,

    /// <summary>A link to a directory: entered only where a pattern spells its name, so that no loop is followed.</summary>
    DirectoryLink,

    /// <summary>A link to nothing, a socket, a device: never matched.</summary>
    Other,
}
