using System.Diagnostics;
using Ketrew.Expander.Tests.Expansion;

namespace Ketrew.Expander.Tests.TrickyCases;

public sealed class SymbolicLinksTests : TrickyCase
{
    [Fact]
    public async Task A_link_in_the_middle_of_a_path_that_leads_elsewhere_now_is_another_answer()
    {
        Project.Write("one/x/a.txt", "1").Write("two/x/a.txt", "2");
        Directory.CreateSymbolicLink(Project["way"], "one");
        string before = await AnswerAsync("text: way/x/a.txt");

        Directory.Delete(Project["way"]);
        Directory.CreateSymbolicLink(Project["way"], "two");

        Assert.Equal(("1", "2"), (before, (await Project.ExpandAsync()).Answer()));
    }

    [Theory]
    [InlineData("exists: out/passwd", "Missing")]
    [InlineData("glob: \"out/*\"", "")]
    [InlineData("glob: \"**/passwd\"", "")]
    [InlineData("exists: out", "DanglingLink")]
    public async Task Nothing_outside_of_the_project_is_seen_through_a_link(string question, string answer)
    {
        Directory.CreateSymbolicLink(Project["out"], "/etc");

        Assert.Equal(answer, await AnswerAsync(question));
    }

    [Fact]
    public async Task A_link_to_itself_and_one_to_a_directory_above_end_no_walk_and_double_no_file()
    {
        Project.Write("box/a.in", "");
        Directory.CreateSymbolicLink(Project["box/self"], "self");
        Directory.CreateSymbolicLink(Project["box/above"], "..");

        Assert.Equal("box/a.in", await AnswerAsync("glob: \"**/*.in\""));
    }

    [Fact]
    public async Task A_hard_link_is_a_file_of_its_own()
    {
        Project.Write("a.in", "same");
        using (Process link = Process.Start("ln", [Project["a.in"], Project["b.in"]]))
        {
            await link.WaitForExitAsync();
        }

        Assert.Equal("a.in|b.in", await AnswerAsync("glob: \"*.in\""));
    }
}
