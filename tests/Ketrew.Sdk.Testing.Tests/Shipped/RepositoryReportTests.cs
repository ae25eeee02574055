using Ketrew.Sdk.Planning;
using Ketrew.Stanzas.RepositoryReport;
using Ketrew.TestSupport;

namespace Ketrew.Sdk.Testing.Tests.Shipped;

public sealed class RepositoryReportTests
{
    private readonly StanzaProject _project = new StanzaProject()
        .Declare<RepositoryReportStanza>("stanzas/RepositoryReport")
        .Write("src/Words/Words.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />\n")
        .Write("src/Words/Word.cs", "class Word;\n")
        .Write("tests/Words.Tests/WordTests.cs", "class WordTests;\n")
        .Write("tests/Words.Tests/Words.Tests.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <ItemGroup>
                <ProjectReference Include="../../src/Words/Words.csproj" />
              </ItemGroup>
            </Project>
            """)
        .Workflow(File.ReadAllText(Path.Combine(Repository.Root, "stanzas", "RepositoryReport", "example.yaml")));

    [Fact]
    public void The_example_becomes_a_count_for_each_project_a_table_and_a_page() => _project.Expand().MatchSnapshot();

    [Fact]
    public void A_project_names_those_that_it_references()
    {
        Expansion expansion = _project.Expand().AssertClean();

        Assert.Contains($"uses={Shell.Quote("Words")} ", Script(expansion["count-Words.Tests"]), StringComparison.Ordinal);
        Assert.Contains($"uses={Shell.Quote("-")} ", Script(expansion["count-Words"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Editing_a_source_or_anything_else_of_a_project_file_leaves_it_remembered()
    {
        _project.AssertHitAfter(p => p.Write("src/Words/Word.cs", "class Words;\n"));
        _project.AssertHitAfter(p => p.Write("src/Words/Words.csproj", "<Project Sdk=\"Microsoft.NET.Sdk.Web\" />\n"));
        _project.AssertHitAfter(p => p.Write("src/Words/More.cs", ""));
    }

    [Fact]
    public void Another_project_or_another_reference_makes_it_expand_again()
    {
        _project.AssertMissAfter(p => p.Write("src/Other/Other.csproj", "<Project/>"));
        _project.AssertMissAfter(p => p.Write("src/Words/Words.csproj", "<Project><ItemGroup><ProjectReference Include=\"../A/A.csproj\" /></ItemGroup></Project>"));
    }

    [Fact]
    public void It_asks_for_what_it_needs_and_for_nothing_else()
    {
        _project.AssertObservationsMatter();
        _project.AssertOnlyObservationsMatter();
    }

    [Fact]
    public void A_pattern_without_projects_is_an_error_with_a_proposal() =>
        _project.Delete("src").Delete("tests").Expand().MatchSnapshot();

    private static string Script(Target target) => Assert.IsType<Step.Shell>(target.Steps[0]).Text;
}
