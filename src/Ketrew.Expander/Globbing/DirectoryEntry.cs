namespace Ketrew.Expander.Globbing;

/// <summary>One name in a directory.</summary>
/// <param name="Name">Without directory.</param>
/// <param name="Kind">What it is.</param>
internal readonly record struct DirectoryEntry(string Name, EntryKind Kind);
