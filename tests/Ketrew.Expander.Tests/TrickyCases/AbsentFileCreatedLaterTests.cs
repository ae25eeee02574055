using Ketrew.Expander.Tests.Expansion;

namespace Ketrew.Expander.Tests.TrickyCases;

public sealed class AbsentFileCreatedLaterTests : TrickyCase
{
    [Theory]
    [InlineData("a.txt")]
    [InlineData("not/there/either/a.txt")]
    public async Task A_file_that_was_missing_is_noticed_also_when_its_directories_were(string path)
    {
        string before = await AnswerAsync($"maybe: {path}");

        string after = (await Project.Write(path, "here").ExpandAsync()).Answer();

        Assert.Equal(("missing", "here"), (before, after));
    }

    [Fact]
    public async Task What_appears_may_be_a_directory_or_a_link_that_leads_nowhere_and_these_are_told_apart()
    {
        string missing = await AnswerAsync("exists: thing");
        Directory.CreateDirectory(Project["thing"]);
        string directory = (await Project.ExpandAsync()).Answer();
        Directory.Delete(Project["thing"]);
        File.CreateSymbolicLink(Project["thing"], "nowhere");
        string link = (await Project.ExpandAsync()).Answer();

        Assert.Equal(("Missing", "Directory", "DanglingLink"), (missing, directory, link));
    }

    [Fact]
    public async Task The_directories_of_a_missing_file_alone_change_nothing()
    {
        await AnswerAsync("maybe: some/where/a.txt");

        Directory.CreateDirectory(Project["some/where"]);

        Assert.True((await Project.ExpandAsync()).IsHit());
    }
}
