using FsCheck;
using FsCheck.Fluent;
using Ketrew.Expander.Differences;

namespace Ketrew.Expander.Tests.Differences;

public sealed class LineDifferenceTests
{
    [Fact]
    public void The_old_text_is_what_was_not_inserted_and_the_new_what_was_not_deleted() =>
        Prop.ForAll(Texts(), Texts(), (before, after) =>
        {
            List<DifferenceLine> lines = LineDifference.Between(before, after);

            Assert.Equal(before, lines.Where(line => line.Mark != '+').Select(line => line.Text));
            Assert.Equal(after, lines.Where(line => line.Mark != '-').Select(line => line.Text));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void No_line_is_touched_that_can_be_kept()
    {
        List<DifferenceLine> lines = LineDifference.Between(["a", "b", "c", "a", "b", "b", "a"], ["c", "b", "a", "b", "a", "c"]);

        Assert.Equal(5, lines.Count(line => line.Mark != ' '));
    }

    [Fact]
    public void Texts_without_anything_in_common_are_replaced_as_a_whole()
    {
        string[] before = [.. Enumerable.Range(0, 2_000).Select(i => $"old {i}")];
        string[] after = [.. Enumerable.Range(0, 2_000).Select(i => $"new {i}")];

        List<DifferenceLine> lines = LineDifference.Between(before, after);

        Assert.Equal(4_000, lines.Count);
        Assert.All(lines[..2_000], line => Assert.Equal('-', line.Mark));
    }

    private static Arbitrary<string[]> Texts() => Gen.Elements("a", "b", "c").ArrayOf().ToArbitrary();
}
