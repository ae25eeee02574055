using Ketrew.Backends.Scheduling;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Backends.Tests.Ssh;

/// <summary>Which hosts backends can be made for. Nothing is connected.</summary>
public sealed class BackendFactoryHostTests
{
    private static readonly HostDeclaration _big = new("big", Node.String("ssh://me@big.example.org/scratch/me"), null);

    [Theory]
    [InlineData("daemonize", "big")]
    [InlineData("daemonize", "ssh://other/scratch")]
    [InlineData("slurm", "big")]
    [InlineData("pbs", "ssh://login")]
    public async Task Backends_are_made_for_declared_hosts_and_for_addresses(string kind, string host)
    {
        await using BackendFactory factory = new([_big]);
        BackendContext context = Context($"{kind}@{host}");

        IBackend? backend = factory.Create(kind, host, context);

        Assert.Equal(context.Name, Assert.IsType<ScheduledBackend>(backend).Name);
        Assert.Empty(factory.Problems);
        Assert.Empty(context.Settings.Problems());
    }

    [Theory]
    [InlineData("daemonize", "bog", "there is no host `bog`", "did you mean `big`?")]
    [InlineData("daemonize", "ssh://x?shel=sh", "an address has no `shel`; there are shell, timeout, stage and option", "write `ssh://user@name/scratch/me/ketrew`")]
    [InlineData("daemonize", "odd", "the host `odd` must be an address or its parts, not a list", "write `ssh://user@name/scratch/me/ketrew`")]
    [InlineData("daemonize", "parts", "the host `parts` has no setting `prot`", "did you mean `port`?")]
    [InlineData("local", "big", "the backend `local@big` is `local`, which runs nothing on another host", "write `backend: daemonize`")]
    public async Task A_host_that_can_not_be_used_is_told(string kind, string host, string problem, string hint)
    {
        await using BackendFactory factory = new(
        [
            _big,
            new HostDeclaration("odd", Node.List("x"), null),
            new HostDeclaration("parts", Node.Mapping(("ssh", "me@big"), ("prot", 22), ("playground", "/scratch")), null),
        ]);

        _ = factory.Create(kind, host, Context($"{kind}@{host}"));

        Diagnostic told = Assert.Single(factory.Problems);
        Assert.Equal((problem, hint), (told.Message, told.Hint));
    }

    [Fact]
    public async Task A_copy_needs_a_directory_there()
    {
        await using BackendFactory factory = new([]);
        BackendContext context = Context("daemonize@ssh://big");

        IBackend? backend = factory.Create("daemonize", "ssh://big", context);

        Assert.Null(backend);
        Diagnostic told = Assert.Single(context.Settings.Problems());
        Assert.Equal("nobody says where attempts of the backend `daemonize@ssh://big` leave their files on big", told.Message);
        Assert.Contains("`ssh://big/scratch/me/ketrew`", told.Hint, StringComparison.Ordinal);
    }

    private static BackendContext Context(string name) => new()
    {
        Name = name,
        Settings = BackendSettings.Empty,
        ProjectDirectory = "/p",
        PlaygroundRoot = "/p/.ketrew/playgrounds",
        MachineName = "here",
    };
}
