using FsCheck;
using FsCheck.Fluent;
using Ketrew.Sdk.Planning;

namespace Ketrew.Sdk.Tests.Planning;

public class HostPathTests
{
    private static readonly Arbitrary<string> _texts = Gen.Elements("a", "b c", "..", ".", "", "ü", "~")
        .ArrayOf()
        .Select(parts => string.Join('/', parts))
        .Where(text => text.Length > 0)
        .ToArbitrary();

    private static readonly Arbitrary<ProjectPath> _directories = Gen.Elements(ProjectPath.Root, "a", "a/b c", "x/y/z").ToArbitrary();

    [Theory]
    [InlineData("x", "a/b/x")]
    [InlineData(".", "a/b")]
    [InlineData("../x//y/", "a/x/y")]
    [InlineData("../..", ".")]
    [InlineData("../../../x", "../x")]
    [InlineData("../../../../x/..", "../..")]
    [InlineData("/x//y/../z", "/x//y/../z")]
    public void A_path_is_relative_to_the_root_in_its_normal_form_or_absolute_as_written(string text, string expected) =>
        Assert.Equal(expected, HostPath.Parse(text, "a/b").Value);

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    public void What_is_no_path_is_refused(string text) => Assert.False(HostPath.TryParse(text, ProjectPath.Root, out _, out _));

    [Fact]
    public void A_path_written_for_a_directory_is_read_back_there() =>
        Prop.ForAll(_texts, _directories, (text, directory) =>
            HostPath.Parse(text, directory) is var path && HostPath.Parse(path.RelativeTo(directory), directory) == path).QuickCheckThrowOnFailure();

    [Fact]
    public void Paths_of_the_project_and_texts_are_paths_without_further_words()
    {
        Condition.Exists exists = new([ProjectPath.Parse("a") / "b", "/data", "../x"]);

        Assert.Equal("[a/b, /data, ../x]", exists.Paths.ToString());
    }
}
