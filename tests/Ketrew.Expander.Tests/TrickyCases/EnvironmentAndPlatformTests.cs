using Ketrew.Expander.Tests.Expansion;

namespace Ketrew.Expander.Tests.TrickyCases;

public sealed class EnvironmentAndPlatformTests : TrickyCase
{
    [Fact]
    public async Task An_unset_variable_is_no_empty_one_and_others_change_nothing()
    {
        string unset = await AnswerAsync("environment: ALLOWED");
        Project.Variables["ALLOWED"] = "";
        string empty = (await Project.ExpandAsync()).Answer();
        Project.Variables["HOME"] = "/elsewhere";
        Project.Variables["PATH"] = "/elsewhere";

        Assert.Equal(("unset", ""), (unset, empty));
        Assert.True((await Project.ExpandAsync()).IsHit());
    }

    [Fact]
    public async Task A_variable_that_was_not_declared_is_denied_with_what_to_write()
    {
        Project.Variables["TOKEN"] = "hush";

        string problems = await Project.Use("- ask: { environment: TOKEN }").ProblemsAsync();

        Assert.Contains("add `allow: { environment: [TOKEN] }` to the plugin", problems, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", problems, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_that_changes_is_a_new_answer_and_neither_value_is_shown()
    {
        Project.Variables["ALLOWED"] = "hush-one";
        await AnswerAsync("environment: ALLOWED");
        Project.Variables["ALLOWED"] = "hush-two";

        ExpansionResult after = await Project.ExpandAsync();

        Assert.Matches(@"^ask: environment ALLOWED at Questions\.cs:\d+: it has another value$", after.Reasons());
    }

    [Fact]
    public async Task Two_checkouts_in_different_places_share_what_is_remembered()
    {
        Project.Write("a.in", "").Use("- word-count: { texts: \"*.in\" }\n- ask: { platform: operating_system }");
        await Project.ExpandAsync();
        using TrickProject other = new();
        other.Write("a.in", "").Use("- word-count: { texts: \"*.in\" }\n- ask: { platform: operating_system }");
        Directory.Move(Project[".ketrew"], other[".ketrew"]);

        Assert.True((await other.ExpandAsync()).IsHit());
    }
}
