using Ketrew.Sdk.Testing.Tests.Stanzas;
using Ketrew.TestSupport;

namespace Ketrew.Sdk.Testing.Tests.Comparing;

public sealed class SnapshotFileTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly StanzaProject _project = new StanzaProject()
        .Add<WordCountStanza>()
        .Write("a.txt", "")
        .Workflow("ketrew: 1\nstanzas:\n  - word-count: { texts: \"*.txt\" }\n");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public Task A_difference_is_shown_and_written_beside_the_test_and_accepted_by_nobody()
    {
        _directory.Write("CountTests.It_counts.verified.txt", Received().Replace("head -10", "head -5", StringComparison.Ordinal));

        string problem = Assert.Throws<StanzaAssertionException>(Match).Message;

        Assert.Contains("head -10", File.ReadAllText(_directory["CountTests.It_counts.received.txt"]), StringComparison.Ordinal);
        Assert.Contains("head -5", File.ReadAllText(_directory["CountTests.It_counts.verified.txt"]), StringComparison.Ordinal);
        return Verify(problem);
    }

    [Fact]
    public void The_accepted_text_passes_with_any_line_ends_and_takes_the_received_one_away()
    {
        _directory.Write("CountTests.It_counts.verified.txt", Received().ReplaceLineEndings("\r\n"));

        Match();

        Assert.False(File.Exists(_directory["CountTests.It_counts.received.txt"]));
    }

    [Fact]
    public void A_test_whose_source_is_elsewhere_is_told_so()
    {
        string problem = Assert.Throws<StanzaAssertionException>(() => _project.Expand().MatchSnapshot("", "/_/tests/CountTests.cs", "It_counts")).Message;

        Assert.StartsWith("the folder of CountTests.It_counts.verified.txt isn't at /_/tests, where the test was compiled\nhint: ", problem, StringComparison.Ordinal);
    }

    private void Match() => _project.Expand().MatchSnapshot("", _directory["CountTests.cs"], "It_counts");

    private string Received()
    {
        Assert.Throws<StanzaAssertionException>(Match);
        return File.ReadAllText(_directory["CountTests.It_counts.received.txt"]);
    }
}
