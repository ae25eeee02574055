using Ketrew.Expander.Tests.Plugins;

namespace Ketrew.Expander.Tests.TrickyCases;

public sealed class HugeThingsTests : TrickyCase
{
    private const long Gigabyte = 1L << 30;

    [Theory]
    [InlineData("burst: { count: 50000 }", "KE333")]
    [InlineData("burst: { count: 1, length: 100000000 }", "KE333")]
    [InlineData("curious: { times: 5001 }", "KE332")]
    [InlineData("misbehave: { deed: emit-for-ever }", "KE333|KE326|KE327")]
    [InlineData("misbehave: { deed: nest-for-ever }", "KE326")]
    public async Task Output_and_questions_without_measure_are_stopped_and_what_follows_is_expanded(string stanza, string codes)
    {
        Project.Host = PluginBuilds.HostOptions with { QuestionLimit = 5_000, OutputLimitBytes = 2 * 1024 * 1024 };

        ExpansionResult result = await Project.Use($"- {stanza}\n- complain: {{ warning: still here }}").ExpandAsync();

        Assert.Contains(result.Diagnostics, diagnostic => codes.Split('|').Contains(diagnostic.Code) && diagnostic.Span?.Line == 7);
        Assert.Contains(result.Diagnostics, diagnostic => diagnostic.Message == "still here");
    }

    [Fact]
    public async Task A_file_of_a_gigabyte_is_refused_by_its_size()
    {
        using (FileStream file = File.Create(Project["huge.bin"]))
        {
            file.SetLength(Gigabyte);
        }

        string problems = await Project.Use("- ask: { text: huge.bin }").ProblemsAsync();

        Assert.Contains("`huge.bin` is larger than 64 MiB", problems, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a: &a [x, x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]\nd: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]\ne: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]\nf: &f [*e, *e, *e, *e, *e, *e, *e, *e, *e, *e]\ng: [*f, *f, *f, *f, *f, *f, *f, *f, *f, *f]\n", "KE011")]
    [InlineData("deep", "KE012")]
    public async Task A_bomb_of_aliases_and_a_hundred_thousand_levels_are_refused_in_the_workflow_file(string text, string code)
    {
        Project.Write("workflow.yaml", text == "deep" ? new string('[', 100_000) : text);

        Assert.Contains(code, await ProblemsAsync(), StringComparison.Ordinal);
    }
}
