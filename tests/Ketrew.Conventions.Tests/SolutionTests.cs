using System.Text.RegularExpressions;
using Ketrew.TestSupport;

namespace Ketrew.Conventions.Tests;

public sealed partial class SolutionTests
{
    private static string[] InSolution { get; } =
    [
        .. SolutionEntry().Matches(File.ReadAllText(Path.Combine(Repository.Root, "Ketrew.sln")))
            .Select(match => match.Groups[1].Value.Replace('\\', '/')),
    ];

    [Fact]
    public void Every_project_is_in_the_solution() =>
        Rule.Holds(
            "`dotnet sln add` every project: what isn't in the solution is neither built nor tested.",
            ProjectFile.All.Select(project => project.RelativePath).Except(InSolution));

    [Fact]
    public void Every_project_of_the_solution_exists() =>
        Rule.Holds("`dotnet sln remove` what is gone.", InSolution.Where(path => !File.Exists(Path.Combine(Repository.Root, path))));

    [Fact]
    public void Projects_that_hold_tests_end_in_Tests_and_only_those() =>
        Rule.Holds("A project holds tests exactly when its name ends in .Tests.", ProjectFile.All
            .Where(project => project.Name.EndsWith(".Tests", StringComparison.Ordinal) != project.Sources.Any(HoldsTests))
            .Select(project => project.RelativePath));

    private static bool HoldsTests(RepositoryFile file) => TestAttribute().IsMatch(file.ReadText());

    [GeneratedRegex("""
        "([^"]+\.csproj)"
        """)]
    private static partial Regex SolutionEntry();

    [GeneratedRegex(@"^\s*\[(Fact|Theory)\b", RegexOptions.Multiline)]
    private static partial Regex TestAttribute();
}
