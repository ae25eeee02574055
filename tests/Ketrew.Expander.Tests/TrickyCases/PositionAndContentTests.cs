using System.Text;
using Ketrew.Expander.Tests.Expansion;

namespace Ketrew.Expander.Tests.TrickyCases;

public sealed class PositionAndContentTests : TrickyCase
{
    [Theory]
    [InlineData("\n\n\n\n\n\n\n\n\n\n- complain: { warning: w, error: e }", 10)]
    [InlineData("# remark\n- complain: # another\n    error: e\n\n    warning: w", 1)]
    [InlineData("- complain:\n    {\n      error: 'e',\n      warning: \"w\" }", 0)]
    public async Task Lines_comments_and_order_are_a_hit_and_problems_are_told_at_todays_line(string written, int moved)
    {
        ExpansionResult before = await Project.Use("- complain: { warning: w, error: e }").ExpandAsync();

        ExpansionResult after = await Project.Use(written).ExpandAsync();

        Assert.True(after.IsHit());
        Assert.Equal(before.Diagnostics.Select(diagnostic => diagnostic.Message), after.Diagnostics.Select(diagnostic => diagnostic.Message).OrderByDescending(message => message));
        Assert.All(after.Diagnostics, diagnostic => Assert.True(diagnostic.Span?.Line >= 7 + moved));
    }

    [Theory]
    [InlineData("\r\n", false)]
    [InlineData("\r\n", true)]
    [InlineData("\n", true)]
    public async Task Line_ends_and_a_byte_order_mark_are_a_hit_with_the_same_places(string lineEnd, bool hasMark)
    {
        ExpansionResult before = await Project.Use("- complain: { error: e }").ExpandAsync();
        string text = File.ReadAllText(Project["workflow.yaml"]).ReplaceLineEndings(lineEnd);
        File.WriteAllBytes(Project["workflow.yaml"], [.. hasMark ? Encoding.UTF8.GetPreamble() : [], .. Encoding.UTF8.GetBytes(text)]);

        ExpansionResult after = await Project.ExpandAsync();

        Assert.True(after.IsHit());
        Assert.Equal(before.Diagnostics, after.Diagnostics);
    }

    [Fact]
    public async Task A_column_behind_a_wide_character_counts_as_editors_do()
    {
        ExpansionResult result = await Project.Use("- complain: { warning: \"😀日\", error: e }").ExpandAsync();

        Assert.Equal([24, 38], result.Diagnostics.Select(diagnostic => diagnostic.Span?.Column));
    }

    [Fact]
    public async Task A_problem_in_a_repeated_value_is_told_where_it_is_written()
    {
        ExpansionResult result = await Project.Use("- loose: { a: &bad [x] }\n- subdirectory: { path: s, stanzas: [{ loose: { b: *bad } }] }").ExpandAsync();

        Assert.Equal([(7, 15), (8, 52)], result.Diagnostics.Select(diagnostic => (diagnostic.Span!.Value.Line, diagnostic.Span.Value.Column)));
    }

    [Theory]
    [InlineData("- loose: { a: x, a: y }", "KE007|KE006|KE005")]
    [InlineData("- loose: &l { a: x }\n- loose: { <<: *l }", "KE008")]
    [InlineData("- loose:\n\t a: x", "KE00")]
    [InlineData("- loose: { a: x }\n---\nstanzas: []", "KE00")]
    public async Task What_other_tools_take_in_silence_is_refused(string stanzas, string codes)
    {
        ExpansionResult result = await Project.Use(stanzas).ExpandAsync();

        Assert.Contains(result.Diagnostics, diagnostic => codes.Split('|').Any(code => diagnostic.Code.StartsWith(code, StringComparison.Ordinal)));
        Assert.Null(result.Plan);
    }
}
