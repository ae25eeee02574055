using FsCheck;
using FsCheck.Fluent;
using Ketrew.Expander.Globbing;
using Ketrew.Sdk;

namespace Ketrew.Expander.Tests.Globbing;

public sealed class GlobTests
{
    [Theory]
    [InlineData("*.cs", "a.cs", true)]
    [InlineData("*.cs", "A.CS", false)]
    [InlineData("*.cs", "src/a.cs", false)]
    [InlineData("*.cs", ".cs", true)]
    [InlineData("**/*.cs", "a.cs", true)]
    [InlineData("**/*.cs", "src/x/a.cs", true)]
    [InlineData("src/**", "src/x/a.cs", true)]
    [InlineData("src/**", "src", false)]
    [InlineData("src/**/x/**/a", "src/x/a", true)]
    [InlineData("src/**/x/**/a", "src/b/x/c/x/d/a", true)]
    [InlineData("a?c", "abc", true)]
    [InlineData("a?c", "a😀c", true)]
    [InlineData("a?c", "ac", false)]
    [InlineData("[a-c]x", "bx", true)]
    [InlineData("[!a-c]x", "bx", false)]
    [InlineData("[]a]x", "]x", true)]
    [InlineData("{a,b/c}.txt", "b/c.txt", true)]
    [InlineData("{a,{b,c}d}", "cd", true)]
    [InlineData("x{,.min}.js", "x.js", true)]
    [InlineData("a\\*b", "a*b", true)]
    [InlineData("a\\*b", "axb", false)]
    [InlineData("*a*b*c*", "xxaxxbxxcxx", true)]
    [InlineData("*a*b*c*", "xxaxxcxxbxx", false)]
    [InlineData("**", ".git/config", false)]
    [InlineData("**", "src/.ketrew/state", false)]
    [InlineData("**", ".github/x.yml", true)]
    [InlineData("a***b", "axb", true)]
    public void A_pattern_means_what_its_documentation_says(string pattern, string path, bool isMatch)
    {
        Assert.Equal(isMatch, new GlobMatcher(pattern).IsMatch(path));
    }

    [Fact]
    public void An_exclusion_takes_a_whole_directory_whatever_the_order()
    {
        GlobPattern pattern = GlobPattern.Parse("!**/bin").And("**/*.cs").And("!*.g.cs");
        FileTree tree = new(["a.cs", "a.g.cs", "bin/b.cs", "src/bin/Debug/c.cs", "src/d.cs", "src/e.g.cs"]);

        ValueList<ProjectPath> files = new GlobWalker(tree.List).Walk(pattern);

        Assert.Equal(["a.cs", "src/d.cs", "src/e.g.cs"], files.Select(file => file.Value));
        Assert.DoesNotContain((ProjectPath)"bin", tree.Listed);
    }

    [Fact]
    public void Only_directories_that_can_hold_a_match_are_listed()
    {
        FileTree tree = new(["src/a/x.cs", "src/b/y/z.cs", "docs/readme.md", "x.cs"]);

        new GlobWalker(tree.List).Walk("src/*/*.cs");

        Assert.Equal(["src", "src/a", "src/b"], tree.Listed.Order().Select(path => path.Value));
    }

    [Fact]
    public void A_link_to_a_directory_is_entered_only_when_its_name_is_spelled()
    {
        FileTree tree = new(["link@", "src/y.cs"]);
        GlobWalker walker = new(tree.List);

        Assert.Equal(["src/y.cs"], walker.Walk("**/*.cs").Select(file => file.Value));
        Assert.Equal(["src/y.cs"], walker.Walk("*/*.cs").Select(file => file.Value));
        Assert.Equal(["link/x.cs"], walker.Walk("link/*.cs").Select(file => file.Value));
    }

    [Fact]
    public void Walking_finds_what_matching_every_file_finds()
    {
        Gen<string> name = Gen.Elements("a", "b", "ab", ".git", "x.cs", "y.cs", "bin", "-");
        Gen<string> path = Gen.Choose(1, 4).SelectMany(count => name.ArrayOf(count)).Select(names => string.Join('/', names));
        Gen<string> part = Gen.Elements("a", "b", "*", "**", "?", "*.cs", "[a-b]", "{a,b}", "{a/b,x}*", "bin", "a*");
        Gen<string> pattern = Gen.Choose(1, 4).SelectMany(count => part.ArrayOf(count)).Select(parts => string.Join('/', parts));
        Gen<GlobPattern> patterns =
            from included in pattern.NonEmptyListOf()
            from excluded in pattern.ListOf()
            select new GlobPattern([.. included.Take(3), .. excluded.Take(2).Select(text => $"!{text}")]);

        Prop.ForAll(path.ListOf().ToArbitrary(), patterns.ToArbitrary(), (paths, wanted) =>
        {
            // A name can't be a file and a directory.
            string[] files = [.. paths.Distinct().Where(file => !paths.Any(other => other.StartsWith($"{file}/", StringComparison.Ordinal)))];
            GlobMatcher matcher = new(wanted);

            ValueList<ProjectPath> walked = new GlobWalker(new FileTree(files).List).Walk(wanted);

            Assert.Equal(files.Select(ProjectPath.Parse).Where(matcher.IsMatch).Order(), walked);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    [Theory]
    [InlineData("*.cs", "src", "src/*.cs")]
    [InlineData("../lib/./*.cs", "src", "lib/*.cs")]
    [InlineData("!bin/", "src", "!src/bin")]
    [InlineData("x", "a[1]", "a\\[1\\]/x")]
    [InlineData("{a,b/../c}", "src", "src/{a,b/../c}")]
    public void A_pattern_of_a_directory_becomes_one_of_the_project(string text, string directory, string expected)
    {
        GlobPattern pattern = GlobPattern.Parse(text, directory);

        Assert.Equal(expected, pattern.Patterns[0]);
        Assert.Equal(pattern, GlobPattern.Parse(pattern.RelativeTo(directory)[0], directory));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/a")]
    [InlineData("../a")]
    [InlineData("[a")]
    [InlineData("{a")]
    [InlineData("a\\")]
    [InlineData("*/..")]
    public void A_mistaken_pattern_is_refused(string text)
    {
        Assert.Throws<FormatException>(() => GlobPattern.Parse(text));
    }

    [Fact]
    public void A_path_with_special_characters_is_a_literal_pattern()
    {
        ProjectPath path = "a/[b] {c}*!.txt";

        GlobPattern pattern = path;

        Assert.True(pattern.IsLiteral);
        Assert.True(new GlobMatcher(pattern).IsMatch(path));
    }
}
