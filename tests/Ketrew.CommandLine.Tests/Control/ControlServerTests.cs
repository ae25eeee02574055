using System.Net.Sockets;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Ketrew.CommandLine.Control;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.TestSupport;

namespace Ketrew.CommandLine.Tests.Control;

public sealed class ControlServerTests : IDisposable
{
    private static readonly ControlAnswer.Hello _hello = new(4711, new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), IsDetached: true);
    private static readonly ControlRequest _kill = new ControlRequest.Kill([new TargetId("a")], KillStrength.Terminate);
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);

    private readonly TemporaryDirectory _directory = new();
    private readonly WaitingClients _waiting = new();

    private ControlAddress Address => ControlAddress.OfEngine(_directory.FullPath);

    public void Dispose()
    {
        _waiting.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task A_client_hears_who_answers_and_then_the_answer()
    {
        await using ControlServer server = Serve(request => Task.FromResult<ControlAnswer>(new ControlAnswer.Refused($"{request}")));

        using ControlClient? client = await ControlClient.ConnectAsync(Address, _patience, CancellationToken.None);
        Sdk.Diagnostics.KetrewException refusal = await Assert.ThrowsAsync<Sdk.Diagnostics.KetrewException>(
            () => client!.AskAsync<ControlAnswer.Killed>(_kill, CancellationToken.None));

        Assert.Equal(_hello, client!.Engine);
        Assert.Contains($"{_kill}", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_waits_for_its_answer_keeps_nobody_else_waiting()
    {
        TaskCompletionSource<ControlAnswer> slow = new();
        await using ControlServer server = Serve(request => request is ControlRequest.Kill ? slow.Task : Killed());
        using ControlClient first = await ConnectAsync();
        using ControlClient second = await ConnectAsync();

        Task<ControlAnswer.Killed?> waiting = first.AskAsync<ControlAnswer.Killed>(_kill, CancellationToken.None);
        ControlAnswer.Killed? answer = await second.AskAsync<ControlAnswer.Killed>(new ControlRequest.KillRun(true, KillStrength.Kill), CancellationToken.None);
        bool wasWaiting = !waiting.IsCompleted;
        slow.SetResult(await Killed());

        Assert.NotNull(answer);
        Assert.True(wasWaiting);
        Assert.NotNull(await waiting);
    }

    [Fact]
    public async Task What_was_asked_is_answered_before_the_server_ends()
    {
        TaskCompletionSource<ControlAnswer> slow = new();
        TaskCompletionSource asked = new();
        ControlServer server = Serve(_ =>
        {
            asked.SetResult();
            return slow.Task;
        });
        using ControlClient client = await ConnectAsync();
        Task<ControlAnswer.Killed?> answer = client.AskAsync<ControlAnswer.Killed>(_kill, CancellationToken.None);
        await asked.Task;

        ValueTask ending = server.DisposeAsync();
        slow.SetResult(await Killed());
        await ending;

        Assert.NotNull(await answer);
        Assert.False(File.Exists(Address.Path));
    }

    [Fact]
    public async Task Who_asked_for_release_hears_that_the_engine_has_gone_only_when_it_has()
    {
        ControlServer server = Serve(_ => Task.FromResult<ControlAnswer>(new ControlAnswer.Releasing([new TargetId("a")])));
        using ControlClient client = await ConnectAsync();

        ControlAnswer.Releasing? releasing = await client.AskAsync<ControlAnswer.Releasing>(new ControlRequest.Release(), CancellationToken.None);
        Task gone = client.AwaitEndAsync(CancellationToken.None);
        await server.DisposeAsync();
        bool wasThere = !gone.IsCompleted;
        _waiting.Dispose();
        await gone;

        Assert.Equal<TargetId>([new TargetId("a")], releasing!.Awaited);
        Assert.True(wasThere);
    }

    [Fact]
    public async Task A_client_that_says_nothing_keeps_no_server_from_ending()
    {
        ControlServer server = Serve(_ => Killed());
        using Socket silent = (await Address.ConnectAsync(CancellationToken.None))!;

        await server.DisposeAsync();

        Assert.Null(await ControlClient.ConnectAsync(Address, _patience, CancellationToken.None));
    }

    [Fact]
    public async Task However_many_say_nothing_the_next_one_has_its_turn()
    {
        await using ControlServer server = new(Address, _hello, _ => Killed(), _waiting) { Patience = TimeSpan.FromSeconds(2) };
        List<Socket> silent = [];
        for (int i = 0; i < 40; i++)
        {
            silent.Add((await Address.ConnectAsync(CancellationToken.None))!);
        }

        using ControlClient client = await ConnectAsync();
        ControlAnswer.Killed? answer = await client.AskAsync<ControlAnswer.Killed>(_kill, CancellationToken.None);

        Assert.NotNull(answer);
        silent.ForEach(socket => socket.Dispose());
    }

    [Fact]
    public async Task An_engine_that_is_suspended_is_not_waited_for()
    {
        using Socket listener = Address.Listen();

        Sdk.Diagnostics.KetrewException refusal = await Assert.ThrowsAsync<Sdk.Diagnostics.KetrewException>(
            () => ControlClient.ConnectAsync(Address, TimeSpan.FromMilliseconds(20), CancellationToken.None));

        Assert.Contains("suspended", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_that_does_not_end_is_refused_once_it_is_too_long()
    {
        await using ControlServer server = Serve(_ => Killed());

        string answers = await SendAsync(new byte[LineChannel.LongestLineBytes]);

        Assert.EndsWith("""{"answer":"refused","why":"the line is too long"}""" + "\n", answers, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rubbish\n")]
    [InlineData("\n")]
    [InlineData("[]\n")]
    [InlineData("{}\n")]
    [InlineData("""{"request":7}""" + "\n")]
    [InlineData("""{"request":"dance"}""" + "\n")]
    [InlineData("""{"request":"kill"}""" + "\n")]
    [InlineData("""{"request":"kill","targets":"a"}""" + "\n")]
    [InlineData("""{"request":"kill","targets":[1]}""" + "\n")]
    [InlineData("""{"request":"kill","targets":["\ud800"]}""" + "\n")]
    [InlineData("""{"request":"kill-run","force":"yes"}""" + "\n")]
    public async Task What_means_nothing_is_refused(string line)
    {
        await using ControlServer server = Serve(_ => throw new InvalidOperationException("It was understood."));

        string answers = await SendAsync(Encoding.UTF8.GetBytes(line));

        Assert.Contains("\"refused\"", answers, StringComparison.Ordinal);
        Assert.DoesNotContain("understood", answers, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_any_bytes_at_all_the_next_client_is_served()
    {
        await using ControlServer server = Serve(_ => Killed());

        Prop.ForAll<byte[]>(bytes =>
        {
            _ = SendAsync([.. bytes, (byte)'\n']).GetAwaiter().GetResult();
        }).QuickCheckThrowOnFailure();

        using ControlClient client = await ConnectAsync();
        Assert.NotNull(await client.AskAsync<ControlAnswer.Killed>(_kill, CancellationToken.None));
    }

    private static Task<ControlAnswer> Killed() => Task.FromResult<ControlAnswer>(new ControlAnswer.Killed([]));

    private ControlServer Serve(Func<ControlRequest, Task<ControlAnswer>> answer) => new(Address, _hello, answer, _waiting);

    private async Task<ControlClient> ConnectAsync() =>
        await ControlClient.ConnectAsync(Address, _patience, CancellationToken.None) ?? throw new InvalidOperationException("Nobody listens.");

    /// <summary>Everything that is answered to some bytes, until the server closes the connection or has answered.</summary>
    private async Task<string> SendAsync(byte[] bytes)
    {
        using Socket socket = (await Address.ConnectAsync(CancellationToken.None))!;
        await using NetworkStream stream = new(socket);
        Task<string> answers = new StreamReader(stream).ReadToEndAsync();
        try
        {
            await stream.WriteAsync(bytes);
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (IOException)
        {
            // It was refused in the middle.
        }

        return await answers;
    }
}
