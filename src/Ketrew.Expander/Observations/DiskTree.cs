using Ketrew.Expander.Globbing;
using Ketrew.Sdk;
using Ketrew.Sdk.Observations;

namespace Ketrew.Expander.Observations;

/// <summary>A project on disk.</summary>
internal sealed class DiskTree : IProjectTree
{
    private readonly string _root;
    private readonly DirectoryLister _lister;
    private readonly Action<Sight, string> _looking;

    /// <summary>A tree below a directory.</summary>
    /// <param name="root">Absolute path; may itself be reached through links.</param>
    /// <param name="looking">Told about each path before it is looked at; null when nobody is.</param>
    public DiskTree(string root, Action<Sight, string>? looking = null)
    {
        _root = root;
        _looking = looking ?? (static (_, _) => { });
        _lister = new DirectoryLister(root, looking);
        Root = RealPathOf(Path.TrimEndingDirectorySeparator(Path.GetFullPath(root)));
    }

    public string Root { get; }

    public TreeEntry? Look(string directory, string name)
    {
        string path = Path.Join(directory, name);
        _looking(Sight.Name, path);
        if (OperatingSystem.IsLinux())
        {
            int error = LinuxFile.Look(path, follow: false, out LinuxFileKind kind);
            if (FileCalls.IsMissing(error) || (error == 0 && kind is not LinuxFileKind.Link))
            {
                return error == 0 ? new TreeEntry(path, kind is LinuxFileKind.Directory, null) : null;
            }
        }

        return LookManaged(path);
    }

    public IReadOnlyList<Globbing.DirectoryEntry> List(ProjectPath directory) => _lister.List(directory);

    public FileContent Read(ProjectPath path, string realPath, long limitBytes)
    {
        _looking(Sight.Content, realPath);
        if (OperatingSystem.IsLinux() && LinuxFile.TryRead(realPath, limitBytes) is { Length: > 0 } content)
        {
            return new FileContent(content, null);
        }

        return ReadManaged(path, realPath, limitBytes);
    }

    public byte[]? TryReadWorkflow(ProjectPath path)
    {
        string file = Path.Combine(_root, path.Value);
        _looking(Sight.File, file);
        return File.Exists(file) && !SpecialFile.Is(file) ? File.ReadAllBytes(file) : null;
    }

    private static TreeEntry? LookManaged(string path)
    {
        FileInfo entry = new(path);
        if (AttributesOf(entry) is not { } attributes)
        {
            return null;
        }

        string? target = entry.LinkTarget;
        return new TreeEntry(entry.FullName, target is null && attributes.HasFlag(FileAttributes.Directory), target);
    }

    // Tells what is wrong, and reads what pretends to be empty until it is read.
    private static FileContent ReadManaged(ProjectPath path, string realPath, long limitBytes)
    {
        if (SpecialFile.Is(realPath))
        {
            return FileContent.Refuse(new Answer.Refused($"`{path}` is no regular file"));
        }

        try
        {
            return new FileInfo(realPath).Length > limitBytes
                ? FileContent.TooLarge(path, limitBytes)
                : new FileContent(File.ReadAllBytes(realPath), null);
        }
        catch (FileNotFoundException)
        {
            return FileContent.Refuse(new Answer.Missing());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return FileContent.Refuse(new Answer.Refused($"`{path}` can't be read"));
        }
    }

    // Null: nothing is there, as far as can be seen. No file has a name that is too long to be looked up.
    private static FileAttributes? AttributesOf(FileInfo entry)
    {
        try
        {
            return (int)entry.Attributes == -1 ? null : entry.Attributes;
        }
        catch (Exception exception) when (exception is PathTooLongException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string RealPathOf(string path)
    {
        string? parent = Path.GetDirectoryName(path);
        if (parent is null)
        {
            return path;
        }

        string here = Path.Combine(RealPathOf(parent), Path.GetFileName(path));
        return new DirectoryInfo(here).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? here;
    }
}
