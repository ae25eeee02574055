using Ketrew.Expander.Tests.Expansion;

namespace Ketrew.Expander.Tests.TrickyCases;

public sealed class SameSizeAndTimeTests : TrickyCase
{
    [Fact]
    public async Task An_edit_that_keeps_size_and_time_is_noticed()
    {
        Project.Write("a.txt", "one");
        DateTime time = File.GetLastWriteTimeUtc(Project["a.txt"]);
        await AnswerAsync("text: a.txt");

        Project.Write("a.txt", "two");
        File.SetLastWriteTimeUtc(Project["a.txt"], time);

        Assert.Equal("two", (await Project.ExpandAsync()).Answer());
    }

    [Fact]
    public async Task A_time_that_goes_back_is_no_change_and_hides_none()
    {
        Project.Write("a.txt", "one");
        await AnswerAsync("text: a.txt");

        File.SetLastWriteTimeUtc(Project["a.txt"], DateTime.UnixEpoch);
        ExpansionResult touched = await Project.ExpandAsync();
        Project.Write("a.txt", "two");
        File.SetLastWriteTimeUtc(Project["a.txt"], DateTime.UnixEpoch.AddDays(-1));
        ExpansionResult edited = await Project.ExpandAsync();

        Assert.True(touched.IsHit());
        Assert.Equal("two", edited.Answer());
    }

    [Fact]
    public async Task Content_that_comes_back_is_a_hit()
    {
        Project.Write("a.txt", "one");
        await AnswerAsync("text: a.txt");
        await Project.Write("a.txt", "two").ExpandAsync();

        ExpansionResult back = await Project.Write("a.txt", "one").ExpandAsync();

        Assert.True(back.IsHit());
        Assert.Equal("one", back.Answer());
    }
}
