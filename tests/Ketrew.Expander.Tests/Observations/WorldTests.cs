using Ketrew.Expander.Observations;
using Ketrew.Sdk;
using Ketrew.Sdk.Observations;
using Ketrew.TestSupport;

namespace Ketrew.Expander.Tests.Observations;

public sealed class WorldTests : IDisposable
{
    private readonly TemporaryDirectory _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void A_file_is_read_without_its_byte_order_mark()
    {
        File.WriteAllBytes(_project["a.txt"], [0xEF, 0xBB, 0xBF, (byte)'x', (byte)'\n']);

        Assert.Equal(new Answer.Text("x\n"), Ask(new Question.ReadText("a.txt")));
    }

    [Fact]
    public void Bytes_that_are_no_text_are_refused_as_text_and_given_as_bytes()
    {
        File.WriteAllBytes(_project["a"], [0xFF, 0x00]);

        Assert.Equal(new Answer.Refused("`a` isn't UTF-8 text"), Ask(new Question.ReadText("a")));
        Assert.Equal(new Answer.Bytes([0xFF, 0x00]), Ask(new Question.ReadBytes("a")));
    }

    [Fact]
    public void Missing_file_directory_and_dangling_link_are_told_apart()
    {
        _project.Write("directory/file", "");
        File.CreateSymbolicLink(_project["dangling"], "nowhere");
        File.CreateSymbolicLink(_project["link"], "directory/file");
        File.CreateSymbolicLink(_project["loop"], "loop");

        Assert.Equal(
            [EntryKind.Missing, EntryKind.Directory, EntryKind.File, EntryKind.File, EntryKind.DanglingLink, EntryKind.DanglingLink],
            new[] { "nothing", "directory", "directory/file", "link", "dangling", "loop" }.Select(path => ((Answer.Entry)Ask(new Question.Exists(path))).Kind));
    }

    [Fact]
    public void Nothing_outside_the_project_is_seen_through_a_link()
    {
        using TemporaryDirectory outside = new();
        outside.Write("secret", "x");
        File.CreateSymbolicLink(_project["file"], outside["secret"]);
        Directory.CreateSymbolicLink(_project["directory"], outside.FullPath);

        Assert.Equal(new Answer.Refused("`file` is a link that leads nowhere, or out of the project"), Ask(new Question.ReadText("file")));
        Assert.Equal(new Answer.Missing(), Ask(new Question.ReadText("directory/secret")));
        Assert.Equal(new Answer.Items([]), Ask(new Question.Glob("directory/*")));
    }

    [Fact]
    public void A_list_is_sorted_and_tells_what_each_name_is()
    {
        _project.Write("b", "");
        _project.Write("a/x", "");
        File.CreateSymbolicLink(_project["c"], "nowhere");

        Assert.Equal(new Answer.Items(["a/", "b=", "c@"]), Ask(new Question.List(ProjectPath.Root)));
    }

    [Fact]
    public void Own_files_are_invisible()
    {
        _project.Write(".ketrew/state.db", "");
        _project.Write("workflow.expanded.yaml", "");
        _project.Write("workflow.yaml", "");

        Assert.Equal(new Answer.Items(["workflow.yaml="]), Ask(new Question.List(ProjectPath.Root)));
        Assert.Equal(new Answer.Items(["workflow.yaml"]), Ask(new Question.Glob("**")));
        Assert.Equal(new Answer.Missing(), Ask(new Question.ReadText("workflow.expanded.yaml")));
    }

    [Fact]
    public void A_question_has_one_answer_per_run()
    {
        _project.Write("a", "before");
        World world = new(_project.FullPath, _ => null);
        Answer first = world.Ask(new Question.ReadText("a"));
        _project.Write("a", "after");

        Assert.Equal(first, world.Ask(new Question.ReadText("a")));
    }

    [Theory]
    [InlineData("a.json", """{"x": {"y": ["p", "q"]}}""", "/x/y/1", "q")]
    [InlineData("a.json", """{"x": {"b": 1, "a": [true, null]}}""", "/x", """{"b":1,"a":[true,null]}""")]
    [InlineData("a.json", """{"a/b": 1.50}""", "/a~1b", "1.50")]
    [InlineData("a.yaml", "x:\n  y: [p, q]\n", "/x/y/0", "p")]
    [InlineData("a.yml", "x: {b: 1, a: two}\n", "/x", """{"a":"two","b":1}""")]
    [InlineData("a.csproj", "<Project Sdk=\"S\"><G/><G><T>net</T></G></Project>", "/Project/G/T", "net")]
    [InlineData("a.csproj", "<Project Sdk=\"S\"/>", "/Project/@Sdk", "S")]
    public void A_value_is_found_by_its_pointer(string file, string content, string pointer, string expected)
    {
        _project.Write(file, content);

        Assert.Equal(new Answer.Text(expected), Ask(new Question.ReadValue(file, pointer)));
    }

    [Theory]
    [InlineData("a.json", """{"x": 1}""", "/y")]
    [InlineData("a.json", """["x"]""", "/1")]
    [InlineData("a.yaml", "x: 1\n", "/x/y")]
    [InlineData("a.xml", "<a/>", "/a/b")]
    public void A_value_that_is_not_there_is_missing(string file, string content, string pointer)
    {
        _project.Write(file, content);

        Assert.Equal(new Answer.Missing(), Ask(new Question.ReadValue(file, pointer)));
    }

    [Fact]
    public void Lines_that_match_come_in_file_order_without_their_ends()
    {
        _project.Write("a.c", "#include <b>\r\nint x;\r\n#include <a>\r\n");

        Assert.Equal(new Answer.Items(["#include <b>", "#include <a>"]), Ask(new Question.Lines("a.c", "^#include")));
    }

    [Fact]
    public void A_wrong_expression_is_refused_with_its_reason()
    {
        _project.Write("a", "");

        Assert.StartsWith("`(` is no regular expression: ", Assert.IsType<Answer.Refused>(Ask(new Question.Lines("a", "("))).Reason, StringComparison.Ordinal);
    }

    private Answer Ask(Question question) => new World(_project.FullPath, _ => null).Ask(question);
}
