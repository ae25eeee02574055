using System.Diagnostics;
using Ketrew.Backends.Hosts.Ssh;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Hosts;

/// <summary>A machine that is reached by the system's <c>ssh</c>, with the user's configuration, keys and agents. One connection for everything,
/// made when it is needed; a cut one costs the round trip that it was cut in, and the next makes another.</summary>
internal sealed class SshHost : IFileHost, IDisposable
{
    // A server has ten for each connection, if nobody changed that. Those that last don't take all of them.
    private const int MostSessions = 6;
    private const int MostTransfers = 4;

    private readonly HostAddress _address;
    private readonly SshCommand _command;
    private readonly SshMaster _master;
    private readonly SemaphoreSlim _sessions = new(MostSessions);
    private readonly SemaphoreSlim _transfers = new(MostTransfers);

    /// <param name="address">Where it is; nothing is connected yet.</param>
    /// <param name="name">What it is called when attempts are told; null for its name in the address.</param>
    public SshHost(HostAddress address, string? name = null)
    {
        (_address, Name) = (address, name ?? address.Machine);
        _command = new SshCommand(address);
        _master = new SshMaster(address, _command);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public async Task<ValueList<CommandOutcome>> RunAsync(HostRequest request, CancellationToken cancellationToken)
    {
        HostConversation conversation = new(request);
        string wanted = request.Commands.IsEmpty ? "sh" : request.Commands[0];
        SshAnswer answer = await TalkAsync(
            _sessions,
            wanted,
            request.Timeout ?? _address.Timeout,
            ["sh", "-s"],
            (client, token) => SshAnswer.ReadAsync(client, conversation.Script(withFiles: true), token),
            answer => conversation.Read(answer.Output) is not null || conversation.FindRefusedFile(answer.Output) is not null,
            cancellationToken);
        return conversation.Read(answer.Output)
            ?? throw new BackendException($"{_address.Destination} can't write a file: {conversation.FindRefusedFile(answer.Output)}") { Command = wanted };
    }

    /// <inheritdoc/>
    public async Task<CommandOutcome> TransferAsync(
        string command, Func<Stream, CancellationToken, Task> write, Func<Stream, CancellationToken, Task> read, CancellationToken cancellationToken)
    {
        SshTransfer transfer = new(command);
        SshAnswer answer = await TalkAsync(
            _transfers, command, Timeout.InfiniteTimeSpan, transfer.Opening, (client, token) => transfer.RunAsync(client, write, read, token), transfer.IsWhole, cancellationToken);
        return transfer.Read(answer);
    }

    /// <summary>Ends the connection.</summary>
    public void Dispose()
    {
        _master.Dispose();
        _sessions.Dispose();
        _transfers.Dispose();
    }

    private async Task<SshAnswer> TalkAsync(
        SemaphoreSlim sessions,
        string wanted,
        TimeSpan timeout,
        string[] words,
        Func<Process, CancellationToken, Task<SshAnswer>> talk,
        Func<SshAnswer, bool> isWhole,
        CancellationToken cancellationToken)
    {
        await sessions.WaitAsync(cancellationToken);
        try
        {
            string socket = await _master.ConnectAsync(cancellationToken);
            if (await RunAsync(_command.Session(socket, words), timeout, talk, cancellationToken) is not { } answer)
            {
                await _master.LeaveAsync(socket);
                throw SshFailure.OfSilence(_address, wanted, timeout);
            }

            bool isAnswered = isWhole(answer);
            if (!isAnswered || answer.HasMissedMaster)
            {
                await _master.LeaveAsync(socket);
            }

            return isAnswered ? answer : throw SshFailure.Of(_address, wanted, answer.ExitCode, answer.Errors);
        }
        finally
        {
            _ = sessions.Release();
        }
    }

    // Null when it took too long.
    private async Task<SshAnswer?> RunAsync(
        string[] arguments, TimeSpan timeout, Func<Process, CancellationToken, Task<SshAnswer>> talk, CancellationToken cancellationToken)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(timeout);
        using Process client = _command.Start(arguments);
        try
        {
            return await talk(client, patience.Token).WaitAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            if (!client.HasExited)
            {
                client.Kill();
            }
        }
    }
}
