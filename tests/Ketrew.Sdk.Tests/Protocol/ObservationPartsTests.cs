using Ketrew.Sdk.Observations;

namespace Ketrew.Sdk.Tests.Protocol;

public class ObservationPartsTests
{
    public static TheoryData<Question> Questions { get; } =
    [
        new Question.ReadText("a/b"), new Question.ReadBytes("a"), new Question.ReadValue("a.json", "/x/0"), new Question.Lines("a", "^x"),
        new Question.Exists(ProjectPath.Root), new Question.List("a"), new Question.Glob(GlobPattern.Parse("**/*.cs")), new Question.Environment("HOME"),
        new Question.Platform(PlatformFacet.OperatingSystem), new Question.Platform(PlatformFacet.Architecture),
        new Question.SiteText("acme.gui", "themes", "a/b"), new Question.SiteFiles("acme.gui", "themes", GlobPattern.Parse("**").And("!a")),
    ];

    public static TheoryData<Answer> Answers { get; } =
    [
        new Answer.Text("a\nb"), new Answer.Bytes([0, 255]), new Answer.Items([]), new Answer.Items(["a", "b"]), new Answer.Entry(EntryKind.DanglingLink),
        new Answer.Missing(), new Answer.Refused("no"),
    ];

    [Theory]
    [MemberData(nameof(Questions))]
    public void A_question_is_read_back_from_its_parts(Question question) => Assert.Equal(question, Question.FromParts(question.ToParts()));

    [Theory]
    [MemberData(nameof(Answers))]
    public void An_answer_is_read_back_from_its_parts(Answer answer) => Assert.Equal(answer, Answer.FromParts(answer.ToParts()));

    [Theory]
    [InlineData("weather")]
    [InlineData("read-text")]
    [InlineData("read-text", "/etc/passwd")]
    [InlineData("read-text", "a", "b")]
    [InlineData("platform", "colour")]
    public void What_is_no_question_is_a_format_error(params string[] parts) =>
        Assert.Throws<FormatException>(() => Question.FromParts(parts.ToValueList()));

    [Theory]
    [InlineData("maybe")]
    [InlineData("entry", "fifo")]
    [InlineData("bytes", "***")]
    public void What_is_no_answer_is_a_format_error(params string[] parts) => Assert.Throws<FormatException>(() => Answer.FromParts(parts.ToValueList()));
}
