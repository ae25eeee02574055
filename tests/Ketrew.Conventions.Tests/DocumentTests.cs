using System.Globalization;
using System.Text.RegularExpressions;

namespace Ketrew.Conventions.Tests;

public sealed partial class DocumentTests
{
    private static string[] Readme { get; } = new RepositoryFile("README.md").ReadLines();

    [Fact]
    public void The_readme_is_read_in_one_sitting() => Assert.InRange(Readme.Length, 1, 149);

    [Fact]
    public void The_readme_shows_code_within_15_lines() =>
        Assert.Contains(Readme.Take(15), line => line.StartsWith("```", StringComparison.Ordinal));

    [Fact]
    public void The_build_script_runs_every_command_of_the_readme()
    {
        // Fences marked `sh` are commands to type; transcripts are marked `console`.
        string[] commands = [.. Markdown.Fenced(Readme, "sh").Select(WithoutComment)];
        string[] script = [.. new RepositoryFile(".ci/run").ReadLines().Select(line => line.Trim())];

        Assert.NotEmpty(commands);
        Rule.Holds("A `sh` command of the README stands in .ci/run behind `readme`.",
            commands.Where(command => !script.Contains($"readme {command}")));
    }

    [Fact]
    public void The_build_script_runs_nothing_in_the_name_of_the_readme_that_is_not_there()
    {
        string[] commands = [.. Markdown.Fenced(Readme, "sh").Select(WithoutComment)];

        Rule.Holds("A line `readme …` of .ci/run stands in the README.", new RepositoryFile(".ci/run").ReadLines()
            .Select(line => line.Trim())
            .Where(line => line.StartsWith("readme ", StringComparison.Ordinal) && !commands.Contains(line["readme ".Length..])));
    }

    [Fact]
    public void The_readme_shows_the_workflow_file_that_it_runs()
    {
        IEnumerable<string> lines = new RepositoryFile("workflow.yaml").ReadLines().Where(line => !line.StartsWith('#'));

        Assert.Contains(string.Join('\n', lines), string.Join('\n', Readme), StringComparison.Ordinal);
    }

    [Fact]
    public void Links_between_documents_lead_somewhere() =>
        Rule.Holds("A link names a file or folder that exists.", RepositoryFile.Documents.SelectMany(
            document => Markdown.LinkedFiles(document.ReadLines())
                .Where(link => !Path.Exists(Path.Combine(Path.GetDirectoryName(document.FullPath)!, link)))
                .Select(link => $"{document}: {link}")));

    [Fact]
    public void The_changelog_tells_what_comes_or_what_this_version_is()
    {
        string version = ProjectFile.All.First(project => project.Area == "src").Property("Version")!;

        string[] headings = [.. new RepositoryFile("CHANGELOG.md").ReadLines().Where(line => line.StartsWith("## ", StringComparison.Ordinal))];

        Assert.Contains(headings, heading => heading == "## Unreleased" || heading.StartsWith($"## {version} ", StringComparison.Ordinal));
    }

    [Fact]
    public void Decisions_are_numbered_without_gaps()
    {
        IEnumerable<int> numbers = RepositoryFile.Documents
            .Where(file => file.IsBelow("docs/decisions") && char.IsAsciiDigit(Path.GetFileName(file.Path)[0]))
            .Select(file => int.Parse(Path.GetFileName(file.Path)[..4], CultureInfo.InvariantCulture))
            .ToArray();

        Assert.Equal(Enumerable.Range(1, numbers.Count()), numbers);
    }

    [Fact]
    public void Nothing_speaks_of_one_developers_machine() =>
        Rule.Holds("A path of somebody's machine has no place here.", RepositoryFile.All.SelectMany(
            file => MachinePath().Matches(file.ReadText()).Select(match => $"{file}: {match.Value}")));

    private static string WithoutComment(string command) => command.Split(" #")[0].TrimEnd();

    // Written so that this line doesn't match itself.
    [GeneratedRegex(@"(?<![\w.~$}-])/(?:work|root)/|/tmp/w[t]\b")]
    private static partial Regex MachinePath();
}
