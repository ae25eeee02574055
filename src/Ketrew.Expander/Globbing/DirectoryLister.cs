using System.IO.Enumeration;
using Ketrew.Expander.Observations;
using Ketrew.Sdk;

namespace Ketrew.Expander.Globbing;

/// <summary>Lists directories of the project on disk.</summary>
/// <param name="root">Absolute path of the project's root.</param>
/// <param name="looking">Told about each directory before it is listed; null when nobody is.</param>
internal sealed class DirectoryLister(string root, Action<Sight, string>? looking = null)
{
    private static readonly EnumerationOptions _everything = new()
    {
        AttributesToSkip = FileAttributes.None,
        IgnoreInaccessible = false,
        RecurseSubdirectories = false,
    };

    /// <summary>What a directory holds, in no particular order; nothing when it is missing, no directory, or can't be read.</summary>
    /// <param name="directory">Inside the project.</param>
    public IReadOnlyList<DirectoryEntry> List(ProjectPath directory)
    {
        string path = directory.IsRoot ? root : Path.Combine(root, directory.Value);
        looking?.Invoke(Sight.Names, path);
        try
        {
            return [.. new FileSystemEnumerable<DirectoryEntry>(path, ToEntry, _everything)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static DirectoryEntry ToEntry(ref FileSystemEntry entry) => new(entry.FileName.ToString(), KindOf(ref entry));

    private static EntryKind KindOf(ref FileSystemEntry entry)
    {
        if ((entry.Attributes & FileAttributes.ReparsePoint) == 0)
        {
            return entry.IsDirectory ? EntryKind.Directory : EntryKind.File;
        }

        // For a link IsDirectory speaks of its destination; File.Exists would be true for a dangling one.
        return entry.IsDirectory ? EntryKind.DirectoryLink : LinksToFile(entry.ToFullPath()) ? EntryKind.File : EntryKind.Other;
    }

    private static bool LinksToFile(string link)
    {
        if (OperatingSystem.IsLinux())
        {
            return SpecialFile.IsRegular(link);
        }

        try
        {
            return File.ResolveLinkTarget(link, returnFinalTarget: true) is { Exists: true };
        }
        catch (IOException)
        {
            // A loop of links.
            return false;
        }
    }
}
