using System.Xml.Linq;
using Ketrew.TestSupport;

namespace Ketrew.Conventions.Tests;

/// <summary>A csproj, read as XML: what is written there, not what MSBuild makes of it.</summary>
public sealed class ProjectFile
{
    private readonly XDocument _document;

    private ProjectFile(string fullPath)
    {
        FullPath = fullPath;
        _document = XDocument.Load(fullPath);
    }

    /// <summary>Every project below the four folders that hold projects, in ordinal order of paths.</summary>
    public static IReadOnlyList<ProjectFile> All { get; } =
    [
        .. RepositoryFile.All
            .Where(file => file.IsBelow("src", "stanzas", "tests", "bench") && file.Path.EndsWith(".csproj", StringComparison.Ordinal))
            .Select(file => new ProjectFile(file.FullPath)),
    ];

    /// <summary>Absolute.</summary>
    public string FullPath { get; }

    /// <summary>Relative to the repository's root, with <c>/</c>.</summary>
    public string RelativePath => Path.GetRelativePath(Repository.Root, FullPath);

    /// <summary>The file's name without extension.</summary>
    public string Name => Path.GetFileNameWithoutExtension(FullPath);

    /// <summary>The first part of <see cref="RelativePath"/>: <c>src</c>, <c>stanzas</c>, <c>tests</c> or <c>bench</c>.</summary>
    public string Area => RelativePath.Split('/')[0];

    /// <summary>The packages it names itself.</summary>
    public IEnumerable<string> Packages => Items("PackageReference").Select(Include);

    /// <summary>The projects it compiles against.</summary>
    public IEnumerable<string> References => Items("ProjectReference").Where(item => !IsBuildOnly(item)).Select(ReferencedName);

    /// <summary>The projects that are built first and not compiled against.</summary>
    public IEnumerable<string> BuildOnlyReferences => Items("ProjectReference").Where(IsBuildOnly).Select(ReferencedName);

    /// <summary>The source files that belong to it.</summary>
    public IEnumerable<RepositoryFile> Sources
    {
        get
        {
            string folder = Path.GetDirectoryName(RelativePath)!;
            return RepositoryFile.Sources.Where(file => file.IsBelow(folder));
        }
    }

    /// <summary>A property as written in the project, or else in the nearest <c>Directory.Build.props</c> above it that has it; null when nobody sets it.</summary>
    /// <param name="name">The property's name.</param>
    public string? Property(string name)
    {
        string? value = PropertyIn(_document, name);
        for (string? folder = Path.GetDirectoryName(FullPath); value is null && folder is not null && folder.Length >= Repository.Root.Length;)
        {
            string shared = Path.Combine(folder, "Directory.Build.props");
            value = File.Exists(shared) ? PropertyIn(XDocument.Load(shared), name) : null;
            folder = Path.GetDirectoryName(folder);
        }

        return value;
    }

    private static string? PropertyIn(XDocument document, string name) =>
        document.Descendants(name).FirstOrDefault(element => element.Parent?.Name.LocalName == "PropertyGroup")?.Value;

    private static bool IsBuildOnly(XElement item) =>
        string.Equals((string?)item.Attribute("ReferenceOutputAssembly"), "false", StringComparison.OrdinalIgnoreCase);

    private static string ReferencedName(XElement item) => Path.GetFileNameWithoutExtension(Include(item).Replace('\\', '/'));

    private static string Include(XElement item) => (string?)item.Attribute("Include") ?? "";

    private IEnumerable<XElement> Items(string kind) => _document.Descendants(kind);
}
