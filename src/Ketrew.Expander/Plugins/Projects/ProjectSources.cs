using System.IO.Enumeration;
using System.Xml;
using System.Xml.Linq;
using Ketrew.Expander.Observations;

namespace Ketrew.Expander.Plugins.Projects;

/// <summary>Finds every file that decides what a project's assembly is.</summary>
/// <remarks>All files below the folders of the project and of the projects it references, what MSBuild and NuGet look for upwards from there, and what
/// any of those project files names. Names that only MSBuild can work out are missed, which is what <c>ketrew clean</c> is for.</remarks>
internal sealed class ProjectSources
{
    private static readonly string[] _upwards =
    [
        ".editorconfig", ".globalconfig", "Directory.Build.props", "Directory.Build.rsp", "Directory.Build.targets", "Directory.Packages.props", "NuGet.Config",
        "global.json", "nuget.config",
    ];

    private static readonly HashSet<string> _written = new(["bin", "obj", "artifacts", ".git", ".ketrew", ".vs"], StringComparer.Ordinal);

    private readonly SortedDictionary<string, SourceFile> _found = new(StringComparer.Ordinal);
    private readonly HashSet<string> _projects = new(StringComparer.Ordinal);
    private readonly HashSet<string> _folders = new(StringComparer.Ordinal);
    private readonly Action<Sight, string> _looking;

    private ProjectSources(Action<Sight, string> looking) => _looking = looking;

    /// <summary>The files, in ordinal order of their paths.</summary>
    /// <param name="project">Absolute path of a project file.</param>
    /// <param name="looking">Told about each place before it is looked at.</param>
    /// <param name="others">Further files that count; those that don't exist are left out.</param>
    public static IReadOnlyList<SourceFile> Find(string project, Action<Sight, string> looking, params ReadOnlySpan<string> others)
    {
        ProjectSources sources = new(looking);
        sources.AddProject(project);
        foreach (string other in others)
        {
            sources.AddFile(other);
        }

        return [.. sources._found.Values];
    }

    private void AddProject(string project)
    {
        if (!_projects.Add(project))
        {
            return;
        }

        string folder = Path.GetDirectoryName(project)!;
        AddFolder(folder);
        AddFile(project);
        for (string? above = Path.GetDirectoryName(folder); above is not null && _folders.Add(above); above = Path.GetDirectoryName(above))
        {
            foreach (string name in _upwards)
            {
                AddFile(Path.Combine(above, name));
            }
        }

        foreach (string file in _found.Keys.Where(IsMsBuild).ToArray())
        {
            AddNamed(file);
        }
    }

    private void AddFile(string path)
    {
        if (!_found.ContainsKey(path) && Exists(path))
        {
            _found.Add(path, SourceFile.Of(path));
        }
    }

    private bool Exists(string path)
    {
        _looking(Sight.File, path);
        return File.Exists(path);
    }

    private void AddFolder(string folder)
    {
        _looking(Sight.Names, folder);
        FileSystemEnumerable<SourceFile> files = new(
            folder,
            static (ref FileSystemEntry entry) => new SourceFile(entry.ToFullPath(), entry.Length, entry.LastWriteTimeUtc.UtcTicks),
            new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false })
        {
            ShouldIncludePredicate = static (ref FileSystemEntry entry) => !entry.IsDirectory,
            ShouldRecursePredicate = (ref FileSystemEntry entry) => IsSource(ref entry),
        };
        foreach (SourceFile file in files)
        {
            _looking(Sight.File, file.Path);
            _found[file.Path] = file;
        }
    }

    private bool IsSource(ref FileSystemEntry entry)
    {
        bool isSource = !entry.Attributes.HasFlag(FileAttributes.ReparsePoint) && !_written.Contains(entry.FileName.ToString());
        if (isSource)
        {
            _looking(Sight.Names, entry.ToFullPath());
        }

        return isSource;
    }

    // Whatever another file is named for (a reference, an import, a shared source, an embedded file), a change of it may change the assembly.
    private void AddNamed(string file)
    {
        if (!_projects.Add($"named in {file}") || TryRead(file) is not { } document)
        {
            return;
        }

        string folder = Path.GetDirectoryName(file)!;
        IEnumerable<string> names = document.Descendants()
            .SelectMany(element => element.Attributes().Where(attribute => attribute.Name.LocalName is "Include" or "Project").Select(attribute => attribute.Value)
                .Concat(element.Name.LocalName == "HintPath" ? [element.Value] : []));
        foreach (string path in names.SelectMany(name => name.Split(';')).Select(name => Resolve(name, folder)).OfType<string>().Where(Exists))
        {
            if (path.EndsWith("proj", StringComparison.OrdinalIgnoreCase))
            {
                AddProject(path);
            }
            else
            {
                AddFile(path);
            }

            if (IsMsBuild(path))
            {
                AddNamed(path);
            }
        }
    }

    private static string? Resolve(string name, string folder)
    {
        string path = name.Trim().Replace('\\', '/')
            .Replace("$(MSBuildThisFileDirectory)", $"{folder}/", StringComparison.OrdinalIgnoreCase)
            .Replace("$(MSBuildProjectDirectory)", folder, StringComparison.OrdinalIgnoreCase);
        return path.Length == 0 || path.IndexOfAny(['*', '?', '$', '@', '%', '\0']) >= 0 ? null : Path.GetFullPath(path, folder);
    }

    private static bool IsMsBuild(string path) => Path.GetExtension(path) is ".csproj" or ".fsproj" or ".vbproj" or ".props" or ".targets";

    private static XDocument? TryRead(string file)
    {
        try
        {
            return XDocument.Load(file);
        }
        catch (XmlException)
        {
            // The build says it better.
            return null;
        }
    }
}
