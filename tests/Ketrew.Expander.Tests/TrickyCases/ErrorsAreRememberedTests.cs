using Ketrew.Expander.Tests.Expansion;
using Ketrew.Expander.Tests.Plugins;

namespace Ketrew.Expander.Tests.TrickyCases;

public sealed class ErrorsAreRememberedTests : TrickyCase
{
    [Theory]
    [InlineData("complain: { error: not good }", "not good")]
    [InlineData("word-count: { txts: \"*.in\" }", "hint: did you mean `texts`?")]
    [InlineData("word-count: { texts: \"*.in\", top: many }", "workflow.yaml:7:37")]
    [InlineData("ask: { text: none.txt }", "`none.txt` doesn't exist")]
    public async Task An_error_is_told_again_with_its_whole_text_though_an_unrelated_file_changed(string stanza, string text)
    {
        string cold = await Project.Use($"- {stanza}").ProblemsAsync();

        ExpansionResult warm = await Project.Write("unrelated.txt", "").ExpandAsync();

        Assert.Contains(text, cold, StringComparison.Ordinal);
        Assert.True(warm.IsHit());
        Assert.Equal(cold, Project.Render(warm));
    }

    [Fact]
    public async Task A_warning_is_told_by_each_hit()
    {
        string cold = await Project.Use("- complain: { warning: careful }").ProblemsAsync();

        Assert.Equal(cold, await ProblemsAsync());
        Assert.Contains("careful", cold, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_failed_around_the_plugin_is_tried_again()
    {
        Project.Host = PluginBuilds.HostOptions with { QuestionLimit = 2 };
        string limited = await Project.Use("- curious: { times: 3 }").ProblemsAsync();
        Project.Host = PluginBuilds.HostOptions;

        Assert.Contains("KE332", limited, StringComparison.Ordinal);
        Assert.Equal("", await ProblemsAsync());
    }

    [Fact]
    public async Task What_was_allowed_since_is_no_longer_refused()
    {
        Project.Variables["OTHER"] = "x";
        string refused = await Project.Use("- ask: { environment: OTHER }").ProblemsAsync();

        ExpansionResult allowed = await Project.Use("- ask: { environment: OTHER }", "allow: { environment: [OTHER] }").ExpandAsync();

        Assert.Contains("isn't allowed", refused, StringComparison.Ordinal);
        Assert.Equal("x", allowed.Answer());
    }

    [Theory]
    [InlineData("{ kind: tagret }", "KE303")]
    [InlineData("{ kind: target, fields: { name: t, rnu: x } }", "KE020")]
    [InlineData("{ kind: target, fields: { name: t, run: [x] } }", "KE023")]
    public async Task What_a_plugin_emits_wrongly_is_told_with_its_line_also_by_a_hit(string item, string code)
    {
        string cold = await Project.Use($"- emit: {{ items: [{item}] }}").ProblemsAsync();

        Assert.Contains(code, cold, StringComparison.Ordinal);
        Assert.Contains("Emission.cs:", cold, StringComparison.Ordinal);
        Assert.Equal(cold, await ProblemsAsync());
    }

    [Fact]
    public async Task What_was_emitted_before_an_error_is_in_no_plan()
    {
        ExpansionResult result = await Project.Use("- loose: { good: echo, bad: [] }").ExpandAsync();

        Assert.Null(result.Plan);
        Assert.Empty(result.Files.Value);
    }
}
