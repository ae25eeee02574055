using Ketrew.Backends.Hosts;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.TestSupport;

namespace Ketrew.Backends.Tests.Hosts;

public sealed class LocalHostTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly LocalHost _host = new("here");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Each_command_has_its_code_its_output_and_its_errors()
    {
        ValueList<CommandOutcome> outcomes = await RunAsync("echo out; echo err >&2; exit 3", "printf unended", "echo 'two'; echo lines", "kill -9 $$", "true");

        Assert.Equal(
            [
                new CommandOutcome(3, "out\n", "err"),
                new CommandOutcome(0, "unended", ""),
                new CommandOutcome(0, "two\nlines\n", ""),
            ],
            outcomes.Take(3));
        Assert.Equal(0, outcomes[^1].Code);
    }

    [Theory]
    [InlineData("cat")]
    [InlineData("cd /tmp; exit 0")]
    [InlineData("if then fi (")]
    [InlineData("exec 1>&-; exit 7")]
    public async Task A_command_changes_nothing_for_the_next(string command) =>
        Assert.Equal(new CommandOutcome(0, "/\n", ""), (await RunAsync(command, "pwd"))[1]);

    [Fact]
    public async Task A_command_may_be_longer_than_an_argument() =>
        Assert.Equal(500_000, Assert.Single(await RunAsync($"printf %s {new string('a', 500_000)}")).Output.Length);

    [Fact]
    public async Task Files_are_written_first_for_their_owner_only()
    {
        string path = _directory["a dir/it's \"here\""];

        ValueList<CommandOutcome> outcomes = await _host.RunAsync(
            new HostRequest { Files = [new HostFile(path, "a\n$b `c`\n")], Commands = [$"cat {Shell.Quote(path)}; stat -c %a {Shell.Quote(path)}"] }, CancellationToken.None);

        Assert.Equal("a\n$b `c`\n600\n", Assert.Single(outcomes).Output);
    }

    [Fact]
    public async Task What_takes_too_long_may_succeed_later()
    {
        BackendException failure = await Assert.ThrowsAsync<BackendException>(() =>
            _host.RunAsync(new HostRequest { Commands = ["sleep 1000"], Timeout = TimeSpan.FromMilliseconds(200) }, CancellationToken.None));

        Assert.True(failure.IsRecoverable);
    }

    [Fact]
    public void An_answer_that_is_cut_anywhere_is_no_answer_and_noise_around_it_is_harmless()
    {
        HostConversation conversation = new(new HostRequest { Commands = ["echo a", "echo b"] });
        string answer = Answer(conversation.Script(withFiles: true));

        Assert.Equal(2, conversation.Read($"Welcome!\n{answer}bye\n")?.Count);
        Assert.All(Enumerable.Range(0, answer.Length - 1), length => Assert.Null(conversation.Read(answer[..length])));
    }

    private static string Answer(string script)
    {
        using System.Diagnostics.Process shell = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("sh")
        {
            ArgumentList = { "-c", script },
            RedirectStandardOutput = true,
        })!;
        return shell.StandardOutput.ReadToEnd();
    }

    private Task<ValueList<CommandOutcome>> RunAsync(params string[] commands) =>
        _host.RunAsync(new HostRequest { Commands = [.. commands] }, CancellationToken.None);
}
