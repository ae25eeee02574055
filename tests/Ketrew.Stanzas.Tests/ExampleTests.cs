using Ketrew.Sdk.Testing;
using Ketrew.Stanzas.DotNet;
using Ketrew.Stanzas.Genomics;
using Ketrew.Stanzas.RepositoryReport;
using Ketrew.TestSupport;

namespace Ketrew.Stanzas.Tests;

public sealed class ExampleTests
{
    private static readonly Dictionary<string, StanzaProject> _projects = new(StringComparer.Ordinal)
    {
        ["DotNet"] = new StanzaProject().Declare<DotNetSolutionStanza>("stanzas/DotNet")
            .Write("App.sln", """
                Project("{FAE04EC0-301F-11D3-BF4B-00C04F79EFBC}") = "App", "App\App.csproj", "{71B28376-40FF-4083-ADDD-81BE36169E2F}"
                EndProject
                """)
            .Write("App/App.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />"),
        ["Genomics"] = new StanzaProject().Declare<AlignSamplesStanza>("stanzas/Genomics").Declare<CallVariantsStanza>("stanzas/Genomics")
            .Write("reference.fa", ">one\nACGT\n").Write("reference.fa.fai", "one\t4\t5\t4\t5\n")
            .Write("reads/a_R1.fastq.gz", "").Write("reads/a_R2.fastq.gz", ""),
        ["RepositoryReport"] = new StanzaProject().Declare<RepositoryReportStanza>("stanzas/RepositoryReport")
            .Write("src/App/App.csproj", "<Project />").Write("src/App/App.cs", "").Write("tests/App.Tests/App.Tests.csproj", "<Project />").Write("tests/App.Tests/A.cs", ""),
    };

    public static TheoryData<string> Stanzas => [.. _projects.Keys];

    [Fact]
    public void Every_shipped_stanza_of_this_kind_is_tried()
    {
        IEnumerable<string> projects = Directory.EnumerateFiles(Path.Combine(Repository.Root, "stanzas"), "*.csproj", SearchOption.AllDirectories)
            .Select(file => Path.GetFileNameWithoutExtension(file)!);

        Assert.Equal(_projects.Keys.Order(StringComparer.Ordinal), projects.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Stanzas))]
    public void The_example_of_a_stanza_works(string name)
    {
        StanzaProject project = _projects[name].Workflow(File.ReadAllText(Path.Combine(Repository.Root, "stanzas", name, "example.yaml")));

        Expansion expansion = project.Expand();

        Assert.NotEmpty(expansion.AssertClean().Targets);
    }

    [Theory]
    [MemberData(nameof(Stanzas))]
    public void A_stanza_asks_for_everything_that_decides(string name)
    {
        StanzaProject project = _projects[name].Workflow(File.ReadAllText(Path.Combine(Repository.Root, "stanzas", name, "example.yaml")));

        project.AssertOnlyObservationsMatter();
    }
}
