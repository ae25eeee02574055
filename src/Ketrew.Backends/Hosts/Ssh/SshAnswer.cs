using System.Diagnostics;

namespace Ketrew.Backends.Hosts.Ssh;

/// <summary>What came of one session, as the client saw it.</summary>
/// <param name="ExitCode">Of the client: that of the other side, or 255 when there was no other side, or a signal there.</param>
/// <param name="Output">What was printed to standard output, or the end of it.</param>
/// <param name="Errors">What was printed to standard error, by the client too.</param>
internal sealed record SshAnswer(int ExitCode, string Output, string Errors)
{
    /// <summary>True when the session had to make a connection of its own: its master is dead.</summary>
    public bool HasMissedMaster => Errors.Contains("Control socket connect(", StringComparison.Ordinal);

    /// <summary>Writes a text to a client and reads all that it prints.</summary>
    public static async Task<SshAnswer> ReadAsync(Process client, string text, CancellationToken cancellationToken)
    {
        Task<string> output = client.StandardOutput.ReadToEndAsync(cancellationToken);
        Task<string> errors = client.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            await client.StandardInput.WriteAsync(text.AsMemory(), cancellationToken);
            client.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended before it had read all; that its answer isn't whole says so.
        }

        SshAnswer answer = new(0, await output, await errors);
        await client.WaitForExitAsync(cancellationToken);
        return answer with { ExitCode = client.ExitCode };
    }
}
