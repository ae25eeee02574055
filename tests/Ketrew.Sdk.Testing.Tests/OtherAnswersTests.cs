using Ketrew.Sdk.Observations;
using Ketrew.Sdk.Testing.Judging;

namespace Ketrew.Sdk.Testing.Tests;

public sealed class OtherAnswersTests
{
    [Theory]
    [InlineData("41", "42")]
    [InlineData("true", "false")]
    [InlineData("v1.9z", "w2.0a")]
    [InlineData("one\ntwo\n", "two\n")]
    [InlineData("one", "")]
    public void A_text_is_changed_in_the_ways_that_edits_change_it(string text, string other) =>
        Assert.Contains(new Answer.Text(other), To(new Question.ReadText("a"), new Answer.Text(text)));

    [Theory]
    [InlineData("src/**/*.cs", "src/x/a.cs", "src/x/added.cs")]
    [InlineData("src/**/*.cs", "", "src/added.cs")]
    [InlineData("src/?[ab].c", "", "src/aab.c")]
    public void A_file_appears_where_the_pattern_looks(string pattern, string found, string invented) =>
        Assert.Contains(To(new Question.Glob(pattern), new Answer.Items([.. found.Split(' ', StringSplitOptions.RemoveEmptyEntries)])), answer => answer is Answer.Items items && items.Values.Contains(invented));

    [Fact]
    public void Of_a_long_list_pieces_are_taken_away() =>
        Assert.Equal(50, Pieces.Without(Enumerable.Range(0, 5_000).ToValueList(), 50).Count(rest => rest.Count == 4_900));

    [Fact]
    public void What_is_not_changed_is_no_other_answer() =>
        Assert.DoesNotContain(new Answer.Entry(EntryKind.File), To(new Question.Exists("a"), new Answer.Entry(EntryKind.File)));

    private static Answer[] To(Question question, Answer answer) => [.. OtherAnswers.To(question, answer).Select(other => other.Answer)];
}
