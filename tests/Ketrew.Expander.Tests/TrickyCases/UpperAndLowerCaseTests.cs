namespace Ketrew.Expander.Tests.TrickyCases;

public sealed class UpperAndLowerCaseTests : TrickyCase
{
    [Theory]
    [InlineData("exists: foo.in", "File")]
    [InlineData("exists: Foo.in", "Missing")]
    [InlineData("exists: BOX/a.in", "Missing")]
    [InlineData("glob: \"Foo*\"", "")]
    [InlineData("glob: \"foo.IN\"", "")]
    [InlineData("glob: \"[A-Z]*.in\"", "")]
    [InlineData("glob: \"box/A.in\"", "")]
    public async Task A_name_is_meant_as_it_is_written(string question, string answer)
    {
        Project.Write("foo.in", "").Write("box/a.in", "");

        Assert.Equal(answer, await AnswerAsync(question));
    }

    [Fact]
    public async Task Two_names_that_differ_by_case_are_two_files()
    {
        Project.Write("foo.in", "1").Write("Foo.in", "2");

        Assert.Equal("Foo.in|foo.in", await AnswerAsync("glob: \"*.in\""));
        Assert.Equal("2", await AnswerAsync("text: Foo.in"));
    }
}
