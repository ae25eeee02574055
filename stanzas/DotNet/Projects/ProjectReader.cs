using System.Text.RegularExpressions;
using Ketrew.Sdk;

namespace Ketrew.Stanzas.DotNet.Projects;

/// <summary>Turns project files into what there is to know about them.</summary>
/// <param name="reader">Asks for files.</param>
/// <param name="globals">Properties that the command line sets.</param>
/// <param name="report">Takes what is wrong.</param>
internal sealed partial class ProjectReader(BuildFileReader reader, IReadOnlyList<KeyValuePair<string, string>> globals, Action<ProjectProblem> report)
{
    private static readonly string[] _extensions = [".csproj", ".fsproj", ".vbproj"];

    // These matter to restoring only; builds see them through what restoring wrote.
    private static readonly string[] _restoreOnly = ["Directory.Packages.props", "nuget.config"];

    /// <summary>Whether a file is a project that is built here.</summary>
    public static bool IsProject(ProjectPath path) => _extensions.Contains(path.Extension, StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads a project that exists; null after something was reported that keeps it from being built.</summary>
    /// <param name="file">The project file.</param>
    public DotNetProject? Read(ProjectPath file)
    {
        ProjectEvaluation evaluation = ProjectEvaluation.Of(file, globals, reader);
        if (new LayoutReader(file, evaluation.Properties, reader).Read() is not { } layout)
        {
            report(new ProjectProblem(
                $"where `{file}` puts intermediate files is something only MSBuild can compute", "properties: { BaseIntermediateOutputPath: obj/ }", IsError: true));
            return null;
        }

        ValueList<ProjectPath> wellKnown = [.. reader.WellKnownAbove(file.Parent)];
        ValueList<ProjectPath> building = [.. wellKnown.Where(path => !_restoreOnly.Contains(path.Name, StringComparer.OrdinalIgnoreCase))];
        return new DotNetProject(
            file,
            References(file, evaluation),
            new SourceFiles(file.Parent, evaluation, reader).Find(layout, building),
            [.. evaluation.Files.Concat(wellKnown).Where(path => path.Name is not (".editorconfig" or ".globalconfig")).Distinct().Order()],
            layout,
            IsTest(evaluation));
    }

    private static bool IsTest(ProjectEvaluation evaluation) => evaluation.Properties["IsTestProject"]?.ToUpperInvariant() switch
    {
        "TRUE" => true,
        "FALSE" => false,
        _ => evaluation.Sdk.StartsWith("MSTest.Sdk", StringComparison.Ordinal)
            || evaluation.Items.Any(item => item.Kind == "PackageReference" && TestPackage().IsMatch(item.Text)),
    };

    private ValueList<ProjectReference> References(ProjectPath project, ProjectEvaluation evaluation)
    {
        Dictionary<ProjectPath, bool> found = [];
        foreach (BuildItem item in evaluation.Items.Where(item => item.Kind == "ProjectReference"))
        {
            HashSet<ProjectPath> excluded = [.. Find(project, item.Exclude)];
            foreach (ProjectPath reference in Find(project, item.Include).Where(path => !excluded.Contains(path)))
            {
                found[reference] = item.IsCertain || found.GetValueOrDefault(reference);
            }

            foreach (ProjectPath removed in item.IsCertain ? Find(project, item.Remove) : [])
            {
                _ = found.Remove(removed);
            }

            ReportWhatIsMissing(project, item);
        }

        return [.. found.Where(pair => pair.Key != project && IsProject(pair.Key)).Select(pair => new ProjectReference(pair.Key, pair.Value)).OrderBy(reference => reference.Project)];
    }

    private IEnumerable<ProjectPath> Find(ProjectPath project, string? text) => text is null ? [] : new ItemPattern(text, project.Parent).Find(reader);

    private void ReportWhatIsMissing(ProjectPath project, BuildItem item)
    {
        if (item.Include is null)
        {
            report(new ProjectProblem(
                $"`{project}` references `{item.Text}`, which only MSBuild can compute", $"properties: {{ {UnknownProperty(item.Text)}: ... }}", item.IsCertain));
            return;
        }

        foreach ((string text, ProjectPath? path) in new ItemPattern(item.Include, project.Parent).Named)
        {
            if (path is not { } place)
            {
                report(new ProjectProblem($"`{project}` references `{text}`, which lies outside of the workflow's project", "a workflow.yaml further up", item.IsCertain));
            }
            else if (item.IsCertain && !reader.IsFile(place))
            {
                report(new ProjectProblem($"`{project}` references `{place}`, which doesn't exist", $"dotnet remove {project} reference {text}", IsError: true));
            }
        }
    }

    private static string UnknownProperty(string text) => FirstProperty().Match(text) is { Success: true } match ? match.Groups[1].Value : "Name";

    [GeneratedRegex(@"^(Microsoft\.NET\.Test\.Sdk|xunit\.v3.*|TUnit|MSTest)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex TestPackage();

    [GeneratedRegex(@"\$\((\w+)\)", RegexOptions.CultureInvariant)]
    private static partial Regex FirstProperty();
}
