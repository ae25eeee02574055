using FsCheck;
using FsCheck.Fluent;
using Ketrew.Sdk.Planning;

namespace Ketrew.Sdk.Tests;

public class ProjectPathTests
{
    private static readonly Arbitrary<ProjectPath> _paths = Gen.Elements("a", "b", "c.txt", "x y", "-", ".hidden", "ü")
        .ArrayOf()
        .Where(parts => parts.Length < 6)
        .Select(parts => parts.Length == 0 ? ProjectPath.Root : ProjectPath.Parse(string.Join('/', parts)))
        .ToArbitrary();

    [Fact]
    public void A_path_is_read_back_from_its_text() =>
        Prop.ForAll(_paths, path => ProjectPath.Parse(path.Value) == path).QuickCheckThrowOnFailure();

    [Fact]
    public void A_path_written_for_somebody_is_read_back_by_them() =>
        Prop.ForAll(_paths, _paths, (path, directory) => ProjectPath.Parse(path.RelativeTo(directory), directory) == path).QuickCheckThrowOnFailure();

    [Fact]
    public void A_path_lies_below_its_parent_and_the_root() =>
        Prop.ForAll(_paths, path => path.IsAtOrBelow(path.Parent) && path.IsAtOrBelow(ProjectPath.Root) && path.IsAtOrBelow(path)).QuickCheckThrowOnFailure();

    [Fact]
    public void Joining_a_name_and_taking_the_parent_undo_each_other() =>
        Prop.ForAll(_paths, directory => (directory / "name").Parent == directory && (directory / "name").Name == "name").QuickCheckThrowOnFailure();

    [Fact]
    public void Order_is_that_of_the_texts() =>
        Prop.ForAll(_paths, _paths, (left, right) => left < right == string.CompareOrdinal(left.Value, right.Value) < 0).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_text_is_a_path_inside_the_project_or_a_problem() =>
        Prop.ForAll<string?>(text =>
            !ProjectPath.TryParse(text ?? "", "a/b", out ProjectPath path, out string? problem)
                ? problem!.Length > 0
                : path.IsRoot || path.Value.Split('/').All(part => part is not ("" or "." or ".."))).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("a//b/", "a/b")]
    [InlineData("./a/../b", "b")]
    [InlineData("a/..", ".")]
    public void A_text_is_brought_to_its_normal_form(string text, string normal) => Assert.Equal(normal, ProjectPath.Parse(text).Value);

    [Theory]
    [InlineData("a/b.tar.gz", "b.tar", ".gz")]
    [InlineData("a/.hidden", ".hidden", "")]
    [InlineData("a/b", "b", "")]
    public void Stem_and_extension_are_split_at_the_last_dot(string path, string stem, string extension) =>
        Assert.Equal((stem, extension), (ProjectPath.Parse(path).Stem, ProjectPath.Parse(path).Extension));

    [Fact]
    public void A_path_made_of_null_by_mistake_says_what_to_write()
    {
        string missing = null!;

        ArgumentNullException ofProject = Assert.Throws<ArgumentNullException>(() => (ProjectPath)missing);
        ArgumentNullException ofHost = Assert.Throws<ArgumentNullException>(() => (HostPath)missing);

        Assert.Contains("write `(ProjectPath?)null`", ofProject.Message, StringComparison.Ordinal);
        Assert.Contains("write `(HostPath?)null`", ofHost.Message, StringComparison.Ordinal);
    }
}
