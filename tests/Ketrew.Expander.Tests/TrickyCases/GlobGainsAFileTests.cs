using Ketrew.Expander.Tests.Expansion;

namespace Ketrew.Expander.Tests.TrickyCases;

public sealed class GlobGainsAFileTests : TrickyCase
{
    [Fact]
    public async Task A_glob_that_found_nothing_notices_the_first_file_and_no_other_one()
    {
        Project.Use("- word-count: { texts: \"*.in\" }");
        await Project.ExpandAsync();

        ExpansionResult other = await Project.Write("a.txt", "").ExpandAsync();
        ExpansionResult first = await Project.Write("a.in", "").ExpandAsync();

        Assert.True(other.IsHit());
        Assert.Matches(@"^word-count: glob \*\.in at Stanzas\.cs:\d+: \+ a\.in$", first.Reasons());
        Assert.Equal(["count-a"], first.Plan!.Ids());
    }

    [Fact]
    public async Task A_file_in_a_directory_that_is_new_is_noticed()
    {
        Project.Use("- word-count: { texts: \"**/*.in\" }");
        await Project.ExpandAsync();

        ExpansionResult deep = await Project.Write("new/deep/a.in", "").ExpandAsync();

        Assert.Equal(["count-a"], deep.Plan!.Ids());
    }
}
