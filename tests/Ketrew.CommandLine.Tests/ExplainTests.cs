using Ketrew.TestSupport;

namespace Ketrew.CommandLine.Tests;

public sealed class ExplainTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task What_a_template_emitted_stands_below_it_with_its_own_line()
    {
        _directory.Write("workflow.yaml", """
            ketrew: 1
            stanzas:
              - define:
                  name: outer
                  expand:
                    - inner: {}
              - define:
                  name: inner
                  expand:
                    - target: { name: t, run: "true" }
              - outer: {}
            """);

        await Snapshot.Verify((await KetrewProgram.RunAsync(_directory.FullPath, "expand", "--explain")).ToString());
    }
}
