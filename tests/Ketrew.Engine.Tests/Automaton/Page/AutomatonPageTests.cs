using Ketrew.TestSupport;

namespace Ketrew.Engine.Tests.Automaton.Page;

public sealed class AutomatonPageTests
{
    private const string Begin = "<!-- What follows is generated from the code, up to the end; AutomatonPageTests tells when it is out of date. -->";
    private const string End = "<!-- The end of what is generated. -->";

    /// <summary>When it differs, <c>docs/automaton.received.txt</c> is the whole page as it should be: read it and rename it to <c>automaton.md</c>.</summary>
    [Fact]
    public async Task The_page_about_the_automaton_tells_what_the_code_does()
    {
        string path = Path.Combine(Repository.Root, "docs", "automaton.md");
        string page = await File.ReadAllTextAsync(path);

        int begin = page.IndexOf(Begin, StringComparison.Ordinal);
        int end = page.IndexOf(End, StringComparison.Ordinal);
        Assert.True(begin >= 0 && end > begin, $"docs/automaton.md has lost its lines `{Begin}` and `{End}`");

        await VerifyFile(
            $"{page[..begin]}{Begin}\n\n{AutomatonPage.Generate()}\n{page[end..]}",
            path,
            Path.ChangeExtension(path, ".received.txt"));
    }
}
