using System.Runtime.Versioning;
using Ketrew.Backends.Hosted;
using Ketrew.Backends.Tests.Contract;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Syntax;
using Ketrew.TestSupport;

namespace Ketrew.Backends.Tests.Hosted;

/// <summary>The backend that the documentation shows.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class DocumentedBackendTests
{
    [Fact]
    public void The_page_shows_the_backend_that_is_compiled_here()
    {
        string code = File.ReadAllText(Path.Combine(Repository.Root, "testdata/backends/Nice/NiceBackend.cs"));
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs/writing-backends.md"));

        Assert.Contains(code.Trim(), page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_runs_steps_with_a_lower_priority_and_shows_their_last_lines()
    {
        using TemporaryDirectory directory = new();
        await using HostedBackends hosts = new(Plugins.Host, [Plugins.Plugin("Nice")], TimeProvider.System);
        using HostedBackend backend = await hosts.CreateAsync(
            HostedFixture.Context("polite", directory, Bench.BaseSet, "testhost", Node.Mapping(("level", 5), ("lines", 2))), "nice", CancellationToken.None);
        AttemptId id = new(new RunId(Guid.NewGuid().ToString("N"), 1), new TargetId("t"), 1);
        Attempt attempt = new() { Id = id, Steps = [Bench.Shell("echo first; echo second; nice; exit 3")], Directory = directory.FullPath, LogPath = directory["log"] };
        Listener listener = new();

        backend.Start([attempt], listener);
        AttemptReference reference = await listener.StartedAsync();
        Verdict verdict = await Bench.EndAsync(backend, reference);

        Assert.Equal(3, Assert.IsType<Verdict.Exited>(verdict).Code);
        Assert.Equal("first\nsecond\n5\n", await File.ReadAllTextAsync(attempt.LogPath));
        Assert.Equal(
            new QueryAnswer.Text("second\n5"), await backend.QueryAsync(new QueriedAttempt(reference, attempt.LogPath, directory.FullPath), "tail", CancellationToken.None));
    }
}
