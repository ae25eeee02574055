using System.Globalization;

namespace Ketrew.Expander.Plugins.Projects;

/// <summary>Keeps builds of one project by the digest of their sources, the last few: switching branches back builds nothing. Safe for several processes.</summary>
internal sealed class BuildStore
{
    private const int Kept = 5;
    private const int DigestLength = 16;

    private readonly string _directory;
    private readonly string _name;

    /// <param name="root">Holds <c>.ketrew</c>.</param>
    /// <param name="project">Absolute path of the project file.</param>
    public BuildStore(string root, string project)
    {
        _directory = Path.Combine(root, ".ketrew", "plugins");
        _name = Path.GetFileNameWithoutExtension(project);
        StateFolder.Create(_directory);
        // Projects in two folders may share a name; their digests don't, but their memos would.
        string place = ProjectDigest.Of(root, [], Path.GetRelativePath(root, project));
        Memo = new BuildMemo(Path.Combine(_directory, $"{_name}-{place}.memo"));
    }

    /// <summary>Which sources the last build was made from.</summary>
    public BuildMemo Memo { get; }

    /// <summary>A directory for one build; the caller deletes it.</summary>
    public string CreateWorkDirectory()
    {
        string path = Path.Combine(_directory, $".work-{Path.GetRandomFileName()}");
        Directory.CreateDirectory(path);
        return path;
    }

    /// <summary>The assembly that was built from sources of a digest; null when there is none.</summary>
    public string? Find(string digest)
    {
        string folder = FolderOf(digest);
        return Directory.Exists(folder) ? MainAssembly(folder) : null;
    }

    /// <summary>Takes what a build made; when another process was faster, its build is as good.</summary>
    /// <param name="digest">Of the sources.</param>
    /// <param name="output">The directory with the assembly; moved.</param>
    /// <returns>The assembly in its final place; null when the directory holds none.</returns>
    public string? Take(string digest, string output)
    {
        string folder = FolderOf(digest);
        if (MainAssembly(output) is null)
        {
            return null;
        }

        try
        {
            Directory.Move(output, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            // Moved by somebody else in the meantime.
        }

        Directory.SetLastWriteTimeUtc(folder, File.GetLastWriteTimeUtc(MainAssembly(folder)!));
        Forget();
        return MainAssembly(folder);
    }

    // The build of a library writes X.deps.json for itself only, not for what it references.
    private static string? MainAssembly(string folder) => Directory.EnumerateFiles(folder, "*.deps.json")
        .Select(file => $"{file[..^".deps.json".Length]}.dll")
        .Where(File.Exists)
        .Order(StringComparer.Ordinal)
        .FirstOrDefault();

    private string FolderOf(string digest) => Path.Combine(_directory, $"{_name}-{digest}");

    private void Forget()
    {
        IEnumerable<DirectoryInfo> old = new DirectoryInfo(_directory).EnumerateDirectories($"{_name}-*")
            .Where(folder => folder.Name.Length == _name.Length + 1 + DigestLength)
            .Where(folder => ulong.TryParse(folder.Name.AsSpan(_name.Length + 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _))
            .OrderByDescending(folder => folder.LastWriteTimeUtc)
            .Skip(Kept);
        foreach (DirectoryInfo folder in old)
        {
            DeleteQuietly(folder.FullName);
        }
    }

    /// <summary>Deletes a directory; what another process is deleting too, or uses, is left to it.</summary>
    public static void DeleteQuietly(string directory)
    {
        try
        {
            Directory.Delete(directory, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Next time.
        }
    }
}
