using System.Text.RegularExpressions;
using Ketrew.Sdk;

namespace Ketrew.Stanzas.DotNet.Projects;

/// <summary>Follows the rules by which the SDK of .NET chooses directories.</summary>
/// <param name="project">The project file.</param>
/// <param name="properties">Its properties.</param>
/// <param name="reader">Finds <c>Directory.Build.props</c>.</param>
internal sealed partial class LayoutReader(ProjectPath project, PropertyTable properties, BuildFileReader reader)
{
    private static readonly string[] _ownWays = ["OutputPath", "OutDir", "BaseOutputPath", "AppendTargetFrameworkToOutputPath"];

    private string Configuration => properties["Configuration"] ?? "Debug";

    private bool UsesArtifacts => string.Equals(properties["UseArtifactsOutput"], "true", StringComparison.OrdinalIgnoreCase);

    private bool HasOwnWay => _ownWays.Any(properties.IsSet) || (properties.IsSet("Platform") && properties["Platform"] is not "AnyCPU");

    /// <summary>The layout; null when the directory of intermediate files is something that only MSBuild can compute.</summary>
    public ProjectLayout? Read() => UsesArtifacts ? ReadArtifacts() : ReadClassic();

    private ProjectLayout? ReadArtifacts()
    {
        if (Locate("ArtifactsPath", DefaultArtifacts) is not { } artifacts || Locate("BaseIntermediateOutputPath", artifacts / "obj" / project.Stem) is not { } objects)
        {
            return null;
        }

        // The SDK's own conversion; it is culture-dependent there, and invariant wherever anybody builds.
        string pivot = Configuration.ToLowerInvariant();
        ProjectPath? binaries = HasOwnWay ? (ProjectPath?)null : artifacts / "bin" / project.Stem;
        return new ProjectLayout(
            objects, binaries, [pivot, $"{pivot}_*"], Assemblies(framework => $"{pivot}_{framework}", _ => pivot, binaries), artifacts / "ketrew");
    }

    private ProjectLayout? ReadClassic()
    {
        if (Locate("BaseIntermediateOutputPath", project.Parent / "obj") is not { } objects)
        {
            return null;
        }

        ProjectPath? binaries = HasOwnWay ? (ProjectPath?)null : project.Parent / "bin";
        string Pivot(string framework) => $"{Configuration}/{framework}";
        return new ProjectLayout(objects, binaries, [Configuration], Assemblies(Pivot, Pivot, binaries), objects / "ketrew");
    }

    private ProjectPath DefaultArtifacts => (reader.FindAbove(project.Parent, "Directory.Build.props") ?? project).Parent / "artifacts";

    private ProjectPath? Locate(string property, ProjectPath otherwise) =>
        !properties.IsSet(property) ? otherwise
        : properties[property] is { } value && PropertyTable.TryLocate(value, project.Parent, out ProjectPath path) ? path
        : (ProjectPath?)null;

    private ValueList<ProjectPath> Assemblies(Func<string, string> pivotOfMany, Func<string, string> pivotOfOne, ProjectPath? binaries)
    {
        string? name = properties.IsSet("AssemblyName") ? properties["AssemblyName"] : project.Stem;
        if (binaries is not { } directory || name is null || properties.IsSet("RuntimeIdentifier"))
        {
            return [];
        }

        bool hasMany = properties.IsSet("TargetFrameworks") && properties["TargetFrameworks"] is not { Length: 0 };
        string[]? frameworks = properties[hasMany ? "TargetFrameworks" : "TargetFramework"]?.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        // The program of an older framework isn't a .dll; rather say nothing than something wrong.
        return frameworks is null || frameworks.Any(framework => OldFramework().IsMatch(framework))
            ? []
            : [.. frameworks.Select(framework => directory / (hasMany ? pivotOfMany : pivotOfOne)(framework) / $"{name}.dll")];
    }

    [GeneratedRegex(@"^net[1-4]\d*$", RegexOptions.CultureInvariant)]
    private static partial Regex OldFramework();
}
