using Ketrew.Sdk;

namespace Ketrew.Expander.Observations;

/// <summary>The files of a project: on a disk, or in the memory of a test. What of them a stanza may see is decided by <see cref="World"/>.</summary>
internal interface IProjectTree
{
    /// <summary>The root's real path: absolute, without links.</summary>
    string Root { get; }

    /// <summary>What a directory has under a name, links not followed; null when nothing is there, as far as can be seen.</summary>
    /// <param name="directory">A real path in the project.</param>
    /// <param name="name">One component.</param>
    TreeEntry? Look(string directory, string name);

    /// <summary>What a directory holds, in no particular order; nothing when it can't be listed.</summary>
    /// <param name="directory">Reached through links, or not.</param>
    IReadOnlyList<Globbing.DirectoryEntry> List(ProjectPath directory);

    /// <summary>The content of a file, or why it can't be had.</summary>
    /// <param name="path">How to call it.</param>
    /// <param name="realPath">Where it was found.</param>
    /// <param name="limitBytes">More than that is refused.</param>
    FileContent Read(ProjectPath path, string realPath, long limitBytes);

    /// <summary>The bytes of a workflow file; null when there is no such file, or something else in its place.</summary>
    /// <param name="path">Any path; promoted files too.</param>
    /// <exception cref="IOException">It is there but can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It is there but can't be read.</exception>
    byte[]? TryReadWorkflow(ProjectPath path);
}

/// <summary>What is at one name.</summary>
/// <param name="RealPath">Its absolute path.</param>
/// <param name="IsDirectory">False for files and for links.</param>
/// <param name="LinkTarget">What a link says, as written; null for anything else.</param>
internal readonly record struct TreeEntry(string RealPath, bool IsDirectory, string? LinkTarget);
