namespace Ketrew.Sdk.Observations;

/// <summary>One name in a directory.</summary>
/// <param name="Path">Its path in the project.</param>
/// <param name="Kind">What it is; never <see cref="EntryKind.Missing"/>.</param>
public readonly record struct DirectoryEntry(ProjectPath Path, EntryKind Kind);
