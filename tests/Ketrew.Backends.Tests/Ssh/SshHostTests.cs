using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using Ketrew.Backends.Hosts;
using Ketrew.Backends.Tests.Contract;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.TestSupport;

namespace Ketrew.Backends.Tests.Ssh;

/// <summary>One round trip with a host, by a real <c>sshd</c>.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class SshHostTests : IDisposable
{
    // Until nobody listens any more.
    private const string Endless = "while echo more; do sleep 0.1; done";

    private readonly SshServer _server = new();
    private readonly SshHost _host;

    public SshHostTests() => _host = new SshHost(_server.Address);

    public void Dispose()
    {
        _host.Dispose();
        _server.Dispose();
    }

    [Fact]
    public async Task Each_command_has_its_code_its_output_and_its_errors()
    {
        ValueList<CommandOutcome> outcomes = await RunAsync(_host, "echo out; echo err >&2; exit 3", "exit 255", "cat", "printf 'ü\\n%s' \"it's\"");

        Assert.Equal(
            [new CommandOutcome(3, "out\n", "err"), new CommandOutcome(255, "", ""), new CommandOutcome(0, "", ""), new CommandOutcome(0, "ü\nit's", "")],
            outcomes);
    }

    [Fact]
    public async Task Files_are_written_first_whatever_their_names()
    {
        string path = _server.Directory["a dir/it's \"here\" $x"];

        ValueList<CommandOutcome> outcomes = await _host.RunAsync(
            new HostRequest { Files = [new HostFile(path, $"{new string('é', 200_000)}\n$b `c`\n")], Commands = [$"tail -n 1 {Shell.Quote(path)}; stat -c %a {Shell.Quote(path)}"] },
            CancellationToken.None);

        Assert.Equal("$b `c`\n600\n", Assert.Single(outcomes).Output);
    }

    [Fact]
    public async Task A_file_that_can_not_be_written_is_refused_for_good()
    {
        BackendException failure = await Assert.ThrowsAsync<BackendException>(
            () => _host.RunAsync(new HostRequest { Files = [new HostFile("/proc/no/such", "a\n")], Commands = ["true"] }, CancellationToken.None));

        Assert.False(failure.IsRecoverable);
        Assert.Contains("/proc/no", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_round_trips_at_once_share_one_connection()
    {
        ValueList<CommandOutcome>[] outcomes = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => RunAsync(_host, $"echo {i} $SSH_CONNECTION")));

        string[][] answers = [.. outcomes.Select(outcome => outcome[0].Output.Trim().Split(' ', 2))];
        Assert.Equal(Enumerable.Range(0, 40).Select(i => $"{i}"), answers.Select(answer => answer[0]));
        Assert.Single(answers.Select(answer => answer[1]).Distinct());
    }

    [Fact]
    public async Task More_sessions_than_a_server_allows_on_one_connection_take_their_own()
    {
        _server.Configure("MaxSessions 2");
        _server.Stop();
        _server.Start();

        ValueList<CommandOutcome>[] outcomes = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => RunAsync(_host, $"echo {i}; sleep 0.2")));

        Assert.Equal(Enumerable.Range(0, 12).Select(i => $"{i}\n"), outcomes.Select(outcome => outcome[0].Output));
    }

    [Theory]
    [InlineData("echo Welcome; echo >&2 careful; printf 'no line end'")]
    [InlineData("exec 2>&1; echo ketrew-begin; PATH=$PATH:/x; cd /tmp; set -u; umask 0")]
    public async Task What_a_login_prints_and_changes_is_harmless(string login)
    {
        UseLoginShell($"#!/bin/sh\n{login}\nexec /bin/sh \"$@\"\n");

        ValueList<CommandOutcome> outcomes = await RunAsync(_host, "pwd", "exit 4");

        Assert.Equal([new CommandOutcome(0, "/\n", ""), new CommandOutcome(4, "", "")], outcomes);
    }

    [Theory]
    [InlineData("csh")]
    [InlineData("fish")]
    public async Task A_login_shell_need_not_be_posix(string shell)
    {
        // Where there is none, a shell that knows nothing but this is as strange.
        string program = File.Exists($"/usr/bin/{shell}") ? $"exec /usr/bin/{shell} \"$@\"" : "case $2 in 'exec sh -s') exec sh -s ;; esac; exit 99";
        UseLoginShell($"#!/bin/sh\n{program}\n");

        ValueList<CommandOutcome> outcomes = await RunAsync(_host, "a=1; echo \"$a $(echo 2)\" '!'");

        Assert.Equal([new CommandOutcome(0, "1 2 !\n", "")], outcomes);
    }

    [Fact]
    public async Task The_shell_of_the_address_sets_up_what_it_likes()
    {
        string shell = _server.Directory.Write("my shell", "#!/bin/sh\nexport FROM_LOGIN=yes\necho noise\nexec sh -c \"$2\"\n");
        File.SetUnixFileMode(shell, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        using SshHost host = new(_server.Address with { Shell = [shell, "-lc"] });

        ValueList<CommandOutcome> outcomes = await RunAsync(host, "echo $FROM_LOGIN");

        Assert.Equal("yes\n", outcomes[0].Output);
    }

    [Fact]
    public async Task A_host_that_is_gone_may_be_back_later_and_then_answers()
    {
        _ = await RunAsync(_host, "true");
        _server.Stop();

        BackendException first = await FailAsync(_host, "true");
        BackendException second = await FailAsync(_host, "true");
        _server.Start();
        ValueList<CommandOutcome> outcomes = await RunAsync(_host, "echo back");

        Assert.True(first.IsRecoverable && second.IsRecoverable);
        Assert.Contains("Connection refused", second.Message, StringComparison.Ordinal);
        Assert.Equal("back\n", outcomes[0].Output);
    }

    [Fact]
    public async Task A_connection_that_is_cut_in_the_middle_may_be_made_again()
    {
        string ready = _server.Directory["ready"];
        Task<BackendException> failing = FailAsync(_host, $"echo some; echo > {ready}; {Endless}");
        await _server.Directory.WaitForAsync("ready");

        _server.Stop();

        BackendException failure = await failing;
        Assert.True(failure.IsRecoverable);
        Assert.Contains(Endless, failure.Command, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_master_that_was_killed_is_replaced()
    {
        string first = (await RunAsync(_host, "echo $SSH_CONNECTION"))[0].Output;
        foreach (int master in Masters())
        {
            Signal.Send(master, Signal.Kill);
        }

        await Bench.WaitAsync(() => Masters().Length == 0);

        string second = (await RunAsync(_host, "echo $SSH_CONNECTION"))[0].Output;
        string third = (await RunAsync(_host, "echo $SSH_CONNECTION"))[0].Output;
        string fourth = (await RunAsync(_host, "echo $SSH_CONNECTION"))[0].Output;

        Assert.NotEqual(first, second);
        Assert.Equal(third, fourth);
    }

    [Fact]
    public async Task A_host_that_does_not_answer_in_time_may_answer_later()
    {
        BackendException failure = await Assert.ThrowsAsync<BackendException>(
            () => _host.RunAsync(new HostRequest { Commands = [Endless], Timeout = TimeSpan.FromMilliseconds(300) }, CancellationToken.None));
        ValueList<CommandOutcome> outcomes = await RunAsync(_host, "echo here");

        Assert.True(failure.IsRecoverable);
        Assert.Contains("no answer within", failure.Message, StringComparison.Ordinal);
        Assert.Equal("here\n", outcomes[0].Output);
    }

    [Fact]
    public async Task A_key_that_is_not_let_in_is_told_with_what_to_type()
    {
        using SshHost host = new(_server.Address with { Options = _server.Options("host_key", "known_hosts") });

        BackendException failure = await FailAsync(host, "true");

        Assert.False(failure.IsRecoverable);
        Assert.Contains("doesn't let us in: ", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Permission denied (publickey)", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"ssh-copy-id {_server.Address.Destination}", failure.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_whose_key_is_unknown_is_told_with_what_to_type()
    {
        _ = _server.Directory.Write("empty", "");
        using SshHost host = new(_server.Address with { Options = _server.Options("user_key", "empty") });

        BackendException failure = await FailAsync(host, "true");

        Assert.False(failure.IsRecoverable);
        Assert.Contains("its key is not known: Host key verification failed.", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"`ssh -p {_server.Port} {_server.Address.Destination} true`", failure.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_whose_key_has_changed_is_told_with_what_to_type()
    {
        _ = _server.Directory.Write("wrong", $"[127.0.0.1]:{_server.Port} {File.ReadAllText(_server.Directory["user_key.pub"])}");
        using SshHost host = new(_server.Address with { Options = _server.Options("user_key", "wrong") });

        BackendException failure = await FailAsync(host, "true");

        Assert.False(failure.IsRecoverable);
        Assert.Contains("its key is not the one that is known", failure.Message, StringComparison.Ordinal);
        Assert.Contains("ssh-keygen -R", failure.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no-such-host.invalid", false)]
    [InlineData("127.0.0.1", true)]
    public async Task Only_what_time_may_mend_is_tried_again(string machine, bool isRecoverable)
    {
        using SshHost host = new(_server.Address with { Machine = machine, Port = 1 });

        BackendException failure = await FailAsync(host, "true");

        // Without a name server nobody can tell that there is no such name.
        Assert.Equal(isRecoverable || failure.Message.Contains("Temporary failure", StringComparison.Ordinal), failure.IsRecoverable);
        Assert.Equal(255, failure.ExitCode);
        Assert.NotEmpty(failure.StandardError);
    }

    [Fact]
    public async Task An_option_that_ssh_does_not_know_is_told()
    {
        using SshHost host = new(_server.Address with { Options = ["NoSuchOption=1"] });

        BackendException failure = await FailAsync(host, "true");

        Assert.False(failure.IsRecoverable);
        Assert.Contains("NoSuchOption", failure.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Bytes_go_through_as_they_are_in_both_directions()
    {
        byte[] sent = RandomNumberGenerator.GetBytes(3_000_000);
        using MemoryStream received = new();

        CommandOutcome outcome = await _host.TransferAsync(
            "head -c 3000000; echo last words >&2; exit 7",
            async (stream, token) => await stream.WriteAsync(sent, token),
            async (stream, token) =>
            {
                byte[] buffer = new byte[sent.Length];
                await stream.ReadExactlyAsync(buffer, token);
                await received.WriteAsync(buffer, token);
            },
            CancellationToken.None);

        Assert.Equal(7, outcome.Code);
        Assert.Contains("last words", outcome.Errors, StringComparison.Ordinal);
        Assert.Equal(sent, received.ToArray());
    }

    [Fact]
    public async Task A_stream_that_is_cut_is_told_from_one_that_ended()
    {
        Task transfer = _host.TransferAsync(
            $"echo > {_server.Directory["ready"]}; cat > /dev/null",
            async (stream, token) =>
            {
                await _server.Directory.WaitForAsync("ready");
                _server.Stop();
                await stream.WriteAsync(Encoding.ASCII.GetBytes("more"), token);
            },
            (_, _) => Task.CompletedTask,
            CancellationToken.None);

        BackendException failure = await Assert.ThrowsAsync<BackendException>(() => transfer);

        Assert.True(failure.IsRecoverable);
    }

    [Fact]
    public async Task With_the_host_its_connection_ends()
    {
        SshHost host = new(_server.Address);
        _ = await RunAsync(host, "true");
        int[] before = Masters();

        host.Dispose();

        Assert.Single(before);
        await Bench.WaitAsync(() => Masters().Length == 0);
    }

    private void UseLoginShell(string script)
    {
        string shell = _server.Directory.Write("login", script);
        File.SetUnixFileMode(shell, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        // What sshd runs instead of what was asked for gets that in a variable: as a login shell would get it.
        _server.Configure($"ForceCommand {shell} -c \"$SSH_ORIGINAL_COMMAND\"");
        _server.Stop();
        _server.Start();
    }

    // The clients of this test's server that stay: known by its port.
    private int[] Masters() =>
    [
        .. Process.GetProcessesByName("ssh").Select(process => process.Id).Where(pid => Words(pid) is var words && words.Contains("-M") && words.Contains(_server.Port.ToString(CultureInfo.InvariantCulture))),
    ];

    private static string[] Words(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline").Split('\0');
        }
        catch (IOException)
        {
            return [];
        }
    }

    private static async Task<BackendException> FailAsync(SshHost host, string command) =>
        await Assert.ThrowsAsync<BackendException>(() => RunAsync(host, command));

    private static Task<ValueList<CommandOutcome>> RunAsync(SshHost host, params string[] commands) =>
        host.RunAsync(new HostRequest { Commands = [.. commands] }, CancellationToken.None);
}
