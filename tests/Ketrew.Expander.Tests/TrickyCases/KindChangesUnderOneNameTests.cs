using Ketrew.Expander.Tests.Expansion;

namespace Ketrew.Expander.Tests.TrickyCases;

public sealed class KindChangesUnderOneNameTests : TrickyCase
{
    [Theory]
    [InlineData("exists: box/thing", "File", "Directory", "DanglingLink")]
    [InlineData("list: box", "box/thing File", "box/thing Directory", "box/thing DanglingLink")]
    [InlineData("glob: \"box/*\"", "box/thing", "", "")]
    public async Task A_file_a_directory_and_a_link_of_one_name_are_three_answers(string question, string file, string directory, string link)
    {
        Project.Write("box/thing", "");
        string first = await AnswerAsync(question);
        File.Delete(Project["box/thing"]);
        Directory.CreateDirectory(Project["box/thing"]);
        string second = (await Project.ExpandAsync()).Answer();
        Directory.Delete(Project["box/thing"]);
        File.CreateSymbolicLink(Project["box/thing"], "nowhere");
        string third = (await Project.ExpandAsync()).Answer();

        Assert.Equal((file, directory, link), (first, second, third));
    }
}
