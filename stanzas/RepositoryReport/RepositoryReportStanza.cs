using System.Text.RegularExpressions;
using Ketrew.Sdk;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Stanzas.RepositoryReport;

/// <summary>One counting target per C# project, a merge, and a page with a chart.</summary>
[Stanza("repository-report", Since = "0.1")]
public sealed partial class RepositoryReportStanza : Stanza<RepositoryReportStanza.Fields>
{
    /// <summary>What a user writes.</summary>
    /// <param name="Projects">The project files to measure.</param>
    /// <param name="Name">The target that stands for the whole report.</param>
    /// <param name="Title">Printed above the chart.</param>
    /// <param name="Output">The directory that takes the page and the counts.</param>
    public sealed record Fields(Located<GlobPattern> Projects, string Name = "report", string Title = "This repository", ProjectPath? Output = null);

    /// <inheritdoc/>
    protected override void Expand(Fields fields, StanzaContext context)
    {
        ProjectPath output = fields.Output ?? context.Directory / "out";
        MeasuredProject[] projects = [.. context.Glob(fields.Projects.Value).Select(file => MeasuredProject.Of(file, References(context, file)))];
        if (projects.Length == 0)
        {
            context.Error("no project matches", fields.Projects.Origin, "projects: [\"src/*/*.csproj\"]");
            return;
        }

        ValueList<ProjectPath> counts = [.. projects.Select(project => Count(project, output, context))];
        ProjectPath table = output / "report.tsv";
        context.Emit(new TargetStanza($"{fields.Name}-merge")
        {
            Description = "All counts in one table, largest project first",
            Inputs = [.. counts.Select(count => (GlobPattern)count)],
            Outputs = [table],
            Run = $"sort -t \"$(printf '\\t')\" -k3,3nr -k1,1 {Words(counts, context)} > {Shell.Quote(table, context.Directory)}",
        });

        ProjectPath page = output / "report.html";
        context.Emit(new TargetStanza(fields.Name)
        {
            Description = "The page with the chart",
            Inputs = [table],
            Outputs = [page],
            Environment = [new("TITLE", fields.Title)],
            Metadata = [new("link", page.RelativeTo(context.Directory))],
            Exec = ["awk", PageProgram.Text, table.RelativeTo(context.Directory)],
            StandardOutput = page,
        });
    }

    private static ProjectPath Count(MeasuredProject project, ProjectPath output, StanzaContext context)
    {
        ProjectPath result = output / "counts" / $"{project.Name}.tsv";
        string sources = Shell.Quote(project.Directory, context.Directory);
        context.Emit(new TargetStanza($"count-{project.Name}")
        {
            Description = $"Lines and bytes of {project.Directory}",
            Tags = ["count"],
            Inputs = [project.Sources],
            Outputs = [result],
            Run = $$"""
                sources() { find {{sources}} \( -name bin -o -name obj \) -prune -o -type f -name '*.cs' -exec "$@" {} +; }
                checksum=$(sources cksum | LC_ALL=C sort | cksum | cut -d ' ' -f 1)
                sources cat |
                  LC_ALL=C awk -v OFS='\t' -v name={{Shell.Quote(project.Name)}} -v uses={{Shell.Quote(project.Uses)}} -v checksum="$checksum" '
                    /^[[:space:]]*$/ { blank++ } /^[[:space:]]*\/\// { comment++ } { bytes += length($0) + 1 }
                    END { print name, uses, NR, NR - blank - comment, comment + 0, blank + 0, bytes + 0, checksum }' > {{Shell.Quote(result, context.Directory)}}
                """,
        });
        return result;
    }

    private static IEnumerable<string> References(StanzaContext context, ProjectPath file) => context
        .Lines(file, "<ProjectReference ")
        .Select(line => ReferencedName().Match(line).Groups[1].Value)
        .Where(name => name.Length > 0)
        .Order(StringComparer.Ordinal);

    private static string Words(ValueList<ProjectPath> paths, StanzaContext context) =>
        string.Join(' ', paths.Select(path => Shell.Quote(path, context.Directory)));

    [GeneratedRegex("""Include="[^"]*?([^"/\\]+)\.csproj["]""", RegexOptions.CultureInvariant)]
    private static partial Regex ReferencedName();
}
