using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Hosts;

/// <summary>A host that takes and gives streams of bytes: files that it doesn't share with this machine.</summary>
internal interface IFileHost : IHost
{
    /// <summary>Runs a command that reads what is written to it, while what it prints is read.</summary>
    /// <param name="command">For POSIX sh.</param>
    /// <param name="write">Writes its standard input, which ends when it returns; errors of the stream mean that the command has stopped reading.</param>
    /// <param name="read">Reads its standard output, as much as it likes.</param>
    /// <param name="cancellationToken">Gives up; the command may go on.</param>
    /// <returns>How it ended, with its last words on standard error, and without what it printed.</returns>
    /// <exception cref="BackendException">The connection was cut, or there was none: nothing is known of the command.</exception>
    Task<CommandOutcome> TransferAsync(
        string command, Func<Stream, CancellationToken, Task> write, Func<Stream, CancellationToken, Task> read, CancellationToken cancellationToken);
}
