using System.Text.RegularExpressions;
using Ketrew.TestSupport;

namespace Ketrew.Sdk.Testing.Tests.Documented;

public sealed partial class DocumentTests
{
    private static readonly string _page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "testing-stanzas.md"));

    private static readonly string _tests = Path.Combine(Repository.Root, "tests", "Ketrew.Sdk.Testing.Tests");

    [Fact]
    public void The_page_shows_the_tests_that_are_run_here() =>
        Assert.Equal([File.ReadAllText(Path.Combine(_tests, "Documented", "ShrinkStanzaTests.cs"))], Fences("csharp"));

    [Fact]
    public void Messages_of_the_page_are_those_of_the_tests()
    {
        string[] accepted = [.. Directory.GetFiles(_tests, "*.verified.txt").Select(file => File.ReadAllText(file).TrimEnd('\n'))];

        Assert.Equal(3, Fences("text").Length);
        Assert.All(Fences("text"), message => Assert.Contains(message.TrimEnd('\n'), accepted));
    }

    private static string[] Fences(string language) => [.. Fence().Matches(_page).Where(fence => fence.Groups[1].Value == language).Select(fence => fence.Groups[2].Value)];

    [GeneratedRegex("^```(\\w+)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Fence();
}
