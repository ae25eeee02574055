using Ketrew.TestSupport;

namespace Ketrew.CommandLine.Tests;

/// <summary>Where targets run: listed, checked, asked.</summary>
public sealed class BackendTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task What_is_wrong_with_declarations_is_told_at_its_line()
    {
        _directory.Write("workflow.yaml", """
            ketrew: 1
            hosts:
              far: ssh://nobody@/scratch
            backends:
              one: { kind: slurmm }
              two: { kind: slurm, partitoin: long, limit: many }
              three: { kind: daemonize }
              four: { kind: daemonize, host: far }
            stanzas: []
            """);

        Outcome outcome = await KetrewProgram.RunAsync(_directory.FullPath, "backend", "list");

        Assert.Equal(2, outcome.ExitCode);
        await Verify(outcome.Error);
    }

    [Fact]
    public async Task What_ran_can_be_asked_for_what_its_backend_knows()
    {
        _directory.Write("workflow.yaml", """
            ketrew: 1
            stanzas:
              - target: { name: greet, run: echo hello, backend: daemonize }
            """);
        Assert.Equal(0, (await KetrewProgram.RunAsync(_directory.FullPath, "run")).ExitCode);

        Outcome list = await KetrewProgram.RunAsync(_directory.FullPath, "backend", "query", "greet");
        Outcome log = await KetrewProgram.RunAsync(_directory.FullPath, "backend", "query", "greet", "log", "--json");
        Outcome mistyped = await KetrewProgram.RunAsync(_directory.FullPath, "backend", "query", "greet", "scrip");

        Assert.Contains("process-tree", list.Output, StringComparison.Ordinal);
        Assert.Contains("\"text\": \"hello\\n\"", log.Output, StringComparison.Ordinal);
        Assert.Equal(2, mistyped.ExitCode);
        Assert.Contains("did you mean `script`?", mistyped.Error, StringComparison.Ordinal);
    }
}
