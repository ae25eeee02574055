using Ketrew.Expander.Expansion;
using Ketrew.Expander.Tests.Expansion;

namespace Ketrew.Expander.Tests.TrickyCases;

public sealed class FaithfulExplanationsTests : TrickyCase
{
    [Theory]
    [InlineData("text: a.txt", "a.txt", "two", "read-text a.txt", "`one` → `two`")]
    [InlineData("maybe: b.txt", "b.txt", "two", "read-text b.txt", "missing → `two`")]
    [InlineData("bytes: a.txt", "a.txt", "four", "read-bytes a.txt", "3 bytes → 4 bytes")]
    [InlineData("value: { file: a.json, pointer: /v }", "a.json", "{ \"v\": 2 }", "read-value a.json /v", "`1` → `2`")]
    [InlineData("lines: { file: a.txt, expression: o }", "a.txt", "two", "lines a.txt o", "- one|+ two")]
    [InlineData("exists: b.txt", "b.txt", "", "exists b.txt", "missing → file")]
    [InlineData("list: box", "box/b", "", "list box", "+ b=")]
    [InlineData("glob: \"*.txt\"", "b.txt", "", "glob *.txt", "+ b.txt")]
    public async Task The_question_the_line_the_old_and_the_new_answer_are_named(string question, string file, string content, string asked, string differences)
    {
        Project.Write("a.txt", "one").Write("a.json", "{ \"v\": 1 }").Write("box/a", "");
        await AnswerAsync(question);

        ExpansionResult after = await Project.Write(file, content).ExpandAsync();

        MissReason.AnswerChanged reason = Assert.IsType<MissReason.AnswerChanged>(Assert.Single(after.Stanzas).Reason);
        Assert.Equal((asked, differences), (reason.Question, string.Join('|', reason.Differences)));
        Assert.Matches(@"^Questions\.cs:\d+$", reason.PluginLine);
    }

    [Fact]
    public async Task A_variable_is_named_without_its_values()
    {
        Project.Variables["ALLOWED"] = "one";
        await AnswerAsync("environment: ALLOWED");
        Project.Variables["ALLOWED"] = "two";

        Assert.Matches(@"^ask: environment ALLOWED at Questions\.cs:\d+: it has another value$", (await Project.ExpandAsync()).Reasons());
    }

    [Theory]
    [InlineData("- ask: { text: a.txt, name: other }", "ask: new fields")]
    [InlineData("- subdirectory: { path: s, stanzas: [{ ask: { text: ../a.txt } }] }", "ask: new fields")]
    public async Task Other_fields_and_another_place_are_named_as_such(string stanza, string reason)
    {
        Project.Write("a.txt", "one");
        await AnswerAsync("text: a.txt");

        Assert.Equal(reason, (await Project.Use(stanza).ExpandAsync()).Reasons());
    }

    [Fact]
    public async Task After_switching_back_and_forth_the_difference_is_to_what_was_used_last()
    {
        Project.Write("a.txt", "main");
        await AnswerAsync("text: a.txt");
        await Project.Write("a.txt", "branch").ExpandAsync();
        ExpansionResult back = await Project.Write("a.txt", "main").ExpandAsync();

        ExpansionResult edited = await Project.Write("a.txt", "edited").ExpandAsync();

        Assert.True(back.IsHit());
        Assert.EndsWith("`main` → `edited`", edited.Reasons(), StringComparison.Ordinal);
    }
}
