using Ketrew.Expander.Determinism;
using Ketrew.Expander.Tests.Expansion;
using Ketrew.Expander.Tests.Plugins;

namespace Ketrew.Expander.Tests.TrickyCases;

public sealed class HiddenDependenciesTests : TrickyCase
{
    [Fact]
    public async Task A_random_name_in_a_question_is_noticed_the_next_time_with_both_logs()
    {
        ExpansionResult first = await Project.Use("- fickle: {}").ExpandAsync();

        ExpansionResult second = await Project.Write(first.Plan!.Ids()[0][1..], "").ExpandAsync();

        string problems = Project.Render(second);
        Assert.Contains("KE328: plugin `lib/Tricks.dll` isn't deterministic", problems, StringComparison.Ordinal);
        Assert.Contains($"- asks exists {first.Plan!.Ids()[0][1..]}", problems, StringComparison.Ordinal);
        Assert.Contains($"+ asks exists {second.Plan!.Ids()[0][1..]}", problems, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("careless: { printed: \"1.5\" }")]
    [InlineData("careless: { hour: true }")]
    public async Task Culture_and_time_zone_are_found_by_expanding_in_others(string stanza)
    {
        ExpansionResult first = await Project.Use($"- {stanza}").ExpandAsync();

        Assert.Equal("KE328", Assert.Single(await DeterminismCheck.OfAsync(Project.Options(), first, CancellationToken.None)).Code);
    }

    [Fact]
    public async Task A_static_field_hides_no_question_from_the_next_expansion()
    {
        PluginBuilds.CopyTo(Project["lib"], "Stateful");
        Project.Write("a.txt", "one").Write("workflow.yaml", "ketrew: 1\nplugins: [{ assembly: lib/Stateful.dll }]\nstanzas:\n  - memo: { file: a.txt }\n  - subdirectory: { path: sub, stanzas: [{ memo: { file: ../a.txt } }] }\n");
        ExpansionResult first = await Project.ExpandAsync();

        ExpansionResult after = await Project.Write("a.txt", "two").ExpandAsync();

        Assert.Equal(["one", "one"], first.Plan!.Targets.Select(target => target.Description));
        Assert.Equal(["two", "two"], after.Plan!.Targets.Select(target => target.Description));
    }
}
