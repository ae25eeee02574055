using Ketrew.TestSupport;

namespace Ketrew.CommandLine.Tests;

public sealed class GraphTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("text")]
    [InlineData("dot")]
    [InlineData("mermaid")]
    public async Task A_graph_shows_needs_and_what_targets_activate(string format)
    {
        _ = _directory.Write(
            "workflow.yaml",
            """
            ketrew: 1
            stanzas:
              - target: { name: fetch, run: "true" }
              - target: { name: count, run: "true", needs: [fetch], on_success: [tell], on_failure: [clean] }
              - target: { name: tell, run: "true" }
              - target: { name: clean, run: "true", needs: [fetch] }
            """);

        Outcome result = await KetrewProgram.RunAsync(_directory.FullPath, "graph", "count", "--format", format);

        await Verify(result.Output, format);
    }
}
