using System.Diagnostics;
using System.Globalization;
using Ketrew.Backends.Processes;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Hosts.Ssh;

/// <summary>The connection to a host that all sessions share: made when it is needed, made anew when it is dead, ended with this object.
/// Its socket lies in a directory of its own, so it is never somebody else's.</summary>
/// <param name="address">The host.</param>
/// <param name="command">How ssh is called.</param>
internal sealed class SshMaster(HostAddress address, SshCommand command) : IDisposable
{
    // A socket's path has room for 104 bytes on some systems, 17 of which ssh takes while it makes one.
    private const int LongestDirectory = 70;
    private const string LogEnding = ".log";
    private static readonly TimeSpan _longestGoodbye = TimeSpan.FromSeconds(5);

    private readonly Lazy<string> _directory = new(MakeDirectory);
    private readonly Lock _gate = new();
    private Task<string>? _connecting;
    private string _socket = "";
    private int _count;
    private bool _isDisposed;

    /// <summary>The socket of a master that, as far as is known, is connected.</summary>
    /// <exception cref="BackendException">There is no way to connect.</exception>
    public Task<string> ConnectAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            // Who asks while it connects waits for the same attempt.
            if (_connecting is null || (_connecting.IsCompleted && !(_connecting.IsCompletedSuccessfully && File.Exists(_socket))))
            {
                _socket = Path.Combine(_directory.Value, (++_count).ToString(CultureInfo.InvariantCulture));
                _connecting = StartAsync(_socket);
            }

            return _connecting.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Has the next session make a connection of its own; those that run on this one may end there.</summary>
    /// <param name="socket">The one that disappointed.</param>
    public async Task LeaveAsync(string socket)
    {
        await TellAsync(socket, "stop");
        // A master that was killed leaves it behind.
        File.Delete(socket);
    }

    /// <summary>Ends the connection, and with it what still uses it.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
        }

        if (!_directory.IsValueCreated)
        {
            return;
        }

        foreach (string socket in Directory.EnumerateFiles(_directory.Value).Where(path => !path.EndsWith(LogEnding, StringComparison.Ordinal)).ToList())
        {
            TellAsync(socket, "exit").GetAwaiter().GetResult();
        }

        Directory.Delete(_directory.Value, recursive: true);
    }

    private async Task<string> StartAsync(string socket)
    {
        string log = socket + LogEnding;
        using Process client = command.Start(command.Master(socket, log));
        client.StandardInput.Close();
        using CancellationTokenSource patience = new(address.Timeout);
        try
        {
            await client.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            client.Kill();
            throw SshFailure.OfSilence(address, "ssh", address.Timeout);
        }

        string said = File.Exists(log) ? await File.ReadAllTextAsync(log, CancellationToken.None) : await client.StandardError.ReadToEndAsync(CancellationToken.None);
        File.Delete(log);
        return client.ExitCode == 0 ? socket : throw SshFailure.Of(address, "ssh", client.ExitCode, said);
    }

    private async Task TellAsync(string socket, string message)
    {
        using Process client = command.Start(command.Control(socket, message));
        client.StandardInput.Close();
        using CancellationTokenSource patience = new(_longestGoodbye);
        try
        {
            await client.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            client.Kill();
        }
    }

    private static string MakeDirectory()
    {
        string own = Directory.CreateTempSubdirectory("ketrew-ssh-").FullName;
        if ((own.Length <= LongestDirectory && Sdk.Shell.Quote(own) == own) || OperatingSystem.IsWindows())
        {
            return own;
        }

        Directory.Delete(own);
        string near = $"/tmp/ketrew-ssh-{UniqueWord.Next()}";
        return Directory.CreateDirectory(near, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;
    }
}
