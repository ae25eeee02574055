using Ketrew.Sdk;
using Ketrew.Sdk.Observations;
using Ketrew.Stanzas.DotNet.Markup;

namespace Ketrew.Stanzas.DotNet.Projects;

/// <summary>Asks for what decides about projects, each file once.</summary>
/// <param name="context">Takes the questions.</param>
internal sealed class BuildFileReader(StanzaContext context)
{
    // Lines that say what a project is made of. Everything else (versions of packages, warnings, descriptions) may change without another expansion.
    private const string TellingLines =
        """^(?!\s*<(?:Using|InternalsVisibleTo|PackageVersion|AssemblyAttribute|SupportedPlatform)\b)"""
        + """(?!\s*<PackageReference\b(?!.*(?:Microsoft\.NET\.Test\.Sdk|xunit\.v3|TUnit|MSTest)))"""
        + """.*(?:<!--|-->|\b(?:Include|Remove|Project|ReferenceOutputAssembly|Condition)\s*=|</?ProjectReference\b"""
        + """|</?(?:Project|PropertyGroup|ItemGroup|ImportGroup|Choose|When|Otherwise|Target)\b"""
        + """|<(?:AssemblyName|TargetFrameworks?|RuntimeIdentifiers?|OutputPath|OutDir|BaseOutputPath|BaseIntermediateOutputPath|UseArtifactsOutput|ArtifactsPath"""
        + """|AppendTargetFrameworkToOutputPath|IsTestProject|DefaultItemExcludes|ReferenceOutputAssembly|HintPath|OutputType|AssemblyOriginatorKeyFile|ApplicationIcon"""
        + """|ApplicationManifest|CodeAnalysisRuleSet|RunSettingsFilePath)\b"""
        + """|^\s*<\w+[^<]*>\s*(?:\.\.?[/\\]|net(?:standard|coreapp)?\d|[^<]*\$\()|^[^<]*>)""";

    private static readonly string[] _wellKnownNames =
    [
        "Directory.Build.props", "Directory.Build.targets", "Directory.Build.rsp", "Directory.Packages.props",
        ".editorconfig", ".globalconfig", "global.json", "nuget.config", "NuGet.config", "NuGet.Config",
    ];

    private readonly Dictionary<ProjectPath, BuildFile?> _files = [];
    private readonly Dictionary<ProjectPath, ValueList<ProjectPath>> _wellKnown = [];

    /// <summary>A file's telling lines; null when there is no such file.</summary>
    public BuildFile? TryRead(ProjectPath path)
    {
        if (!_files.TryGetValue(path, out BuildFile? file))
        {
            file = IsFile(path) ? new BuildFile(path, [.. MarkupScanner.Scan(context.Lines(path, TellingLines))]) : null;
            _files.Add(path, file);
        }

        return file;
    }

    /// <summary>Whether there is such a file.</summary>
    public bool IsFile(ProjectPath path) => context.Exists(path) == EntryKind.File;

    /// <summary>Whether there is anything.</summary>
    public bool IsThere(ProjectPath path) => context.Exists(path) != EntryKind.Missing;

    /// <summary>The files of a pattern.</summary>
    public ValueList<ProjectPath> Find(GlobPattern pattern) => context.Glob(pattern);

    /// <summary>The nearest file of one of the names that MSBuild and NuGet look for, in a directory or above it; null when there is none.</summary>
    public ProjectPath? FindAbove(ProjectPath directory, string name)
    {
        foreach (ProjectPath place in Upwards(directory))
        {
            ProjectPath path = place / name;
            if (_wellKnownNames.Contains(name) ? WellKnownIn(place).Contains(path) : IsFile(path))
            {
                return path;
            }
        }

        return null;
    }

    /// <summary>All files of these names in a directory and above it, nearest first.</summary>
    public IEnumerable<ProjectPath> WellKnownAbove(ProjectPath directory) => Upwards(directory).SelectMany(place => WellKnownIn(place));

    private ValueList<ProjectPath> WellKnownIn(ProjectPath directory)
    {
        if (!_wellKnown.TryGetValue(directory, out ValueList<ProjectPath> files))
        {
            files = context.Glob(GlobPattern.Parse($"{{{string.Join(',', _wellKnownNames)}}}", directory));
            _wellKnown.Add(directory, files);
        }

        return files;
    }

    private static IEnumerable<ProjectPath> Upwards(ProjectPath directory)
    {
        for (; !directory.IsRoot; directory = directory.Parent)
        {
            yield return directory;
        }

        yield return ProjectPath.Root;
    }
}
