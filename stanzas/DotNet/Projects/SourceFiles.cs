using Ketrew.Sdk;

namespace Ketrew.Stanzas.DotNet.Projects;

/// <summary>Finds what a project is made from: its directory, what decides about it, and what it takes from elsewhere.</summary>
/// <param name="directory">The project's directory.</param>
/// <param name="evaluation">The project.</param>
/// <param name="reader">Asks for files.</param>
internal sealed class SourceFiles(ProjectPath directory, ProjectEvaluation evaluation, BuildFileReader reader)
{
    private static readonly string[] _fileProperties =
        ["AssemblyOriginatorKeyFile", "ApplicationIcon", "ApplicationManifest", "CodeAnalysisRuleSet", "RunSettingsFilePath"];

    /// <summary>The patterns; what the build itself writes is left out.</summary>
    /// <param name="layout">Where that goes.</param>
    /// <param name="deciding">Files above the project that the compiler or MSBuild look for.</param>
    public ValueList<GlobPattern> Find(ProjectLayout layout, ValueList<ProjectPath> deciding) =>
    [
        Own(layout),
        .. evaluation.Files.Concat(deciding).Concat(NamedByItems()).Concat(NamedByProperties())
            .Where(path => !path.IsAtOrBelow(directory))
            .Distinct()
            .Order()
            .Select(GlobPattern.Literal),
        .. Patterns(),
    ];

    private GlobPattern Own(ProjectLayout layout)
    {
        // As the SDK's own patterns: no directory that begins with a dot. The lock is restoring's business.
        string[] ignored = ["**/bin/**", "**/obj/**", "**/TestResults/**", "**/.*/**", "packages.lock.json"];
        GlobPattern own = GlobPattern.Parse("**/*", directory);
        own = ignored.Aggregate(own, (pattern, text) => pattern.And(GlobPattern.Parse($"!{text}", directory)));
        return Unwanted(layout).Aggregate(own, (pattern, path) => pattern.And(new GlobPattern([$"!{GlobPattern.Literal(path)}"])));
    }

    private IEnumerable<ProjectPath> Unwanted(ProjectLayout layout)
    {
        ProjectPath[] written = [layout.Objects, layout.Records, .. layout.Binaries is { } binaries ? [binaries] : Array.Empty<ProjectPath>()];
        return written.Concat(Removed()).Where(path => path != directory && path.IsAtOrBelow(directory)).Distinct().Order();
    }

    // A project with others below it says that their files aren't its own. What another item takes back stays.
    private IEnumerable<ProjectPath> Removed()
    {
        IEnumerable<string?> texts = evaluation.Items.Where(item => item.Kind == "Compile" && item.IsCertain).Select(item => item.Remove)
            .Append(evaluation.Properties["DefaultItemExcludes"]);
        string[] included = [.. evaluation.Items.Select(item => item.Include ?? item.Text)];
        return texts.OfType<string>()
            .SelectMany(text => new ItemPattern(text, directory).WholeDirectories)
            .Where(path => !included.Any(text => text.Contains(path.Name, StringComparison.Ordinal)));
    }

    private IEnumerable<ProjectPath> NamedByItems() => Includes()
        .SelectMany(text => new ItemPattern(text, directory).Named)
        .Select(named => named.Path)
        .OfType<ProjectPath>()
        .Where(path => !path.IsAtOrBelow(directory) && reader.IsFile(path));

    private IEnumerable<ProjectPath> NamedByProperties() => _fileProperties
        .Select(name => evaluation.Properties[name])
        .Where(text => !string.IsNullOrEmpty(text))
        .Select(text => PropertyTable.TryLocate(text!, directory, out ProjectPath path) ? path : directory)
        .Where(path => !path.IsAtOrBelow(directory) && reader.IsFile(path));

    private IEnumerable<GlobPattern> Patterns()
    {
        string own = directory.IsRoot ? "" : $"{GlobPattern.Literal(directory)}/";
        return Includes()
            .SelectMany(text => new ItemPattern(text, directory).Patterns)
            .Where(pattern => !pattern.IsLiteral && !pattern.Patterns[0].StartsWith(own, StringComparison.Ordinal) && !reader.Find(pattern).IsEmpty);
    }

    private IEnumerable<string> Includes() => evaluation.Items.Where(item => item.Kind != "ProjectReference").Select(item => item.Include).OfType<string>();
}
