using System.Diagnostics;
using System.Globalization;
using System.Text;
using Ketrew.Backends.Processes;
using Ketrew.Sdk;

namespace Ketrew.Backends.Hosts.Ssh;

/// <summary>A session whose standard input and output belong to one command; a mark before and after what it prints tells whether it is whole.</summary>
internal sealed class SshTransfer
{
    private const int BufferBytes = 1 << 16;

    private readonly string _mark = $"ketrew-{UniqueWord.Next()}";
    private readonly byte[] _script;

    /// <param name="command">For POSIX sh.</param>
    public SshTransfer(string command) => _script = Encoding.UTF8.GetBytes(
        $"printf '\\n%s\\n' '{_mark} begin'\n( cd / && exec sh -c {Shell.Quote(command)} )\nprintf '\\n%s %s\\n' '{_mark} end' \"$?\"\n");

    /// <summary>What the login shell is asked for: a shell that takes no byte more than the script from its standard input.</summary>
    public string[] Opening => ["sh", "-c", string.Create(CultureInfo.InvariantCulture, $"eval \"$(dd bs=1 count={_script.Length} 2> /dev/null)\"")];

    /// <summary>Runs the command, with both of its streams at once.</summary>
    public async Task<SshAnswer> RunAsync(
        Process client, Func<Stream, CancellationToken, Task> write, Func<Stream, CancellationToken, Task> read, CancellationToken cancellationToken)
    {
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<string> errors = client.StandardError.ReadToEndAsync(cancellationToken);
        Task writing = WriteAsync(client.StandardInput.BaseStream, write, end.Token);
        Task<string> reading = ReadAsync(client.StandardOutput.BaseStream, read, end.Token);
        if (await Task.WhenAny(writing, reading) == writing)
        {
            // A file that can't be read any more; the other side must not take what it has for everything.
            await EndWithAsync(writing, end);
        }

        string rest = await reading;
        // Nobody reads any more.
        await end.CancelAsync();
        await writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        await client.WaitForExitAsync(cancellationToken);
        return new SshAnswer(client.ExitCode, rest, await errors);
    }

    /// <summary>True when the command ran to its end, whichever that was.</summary>
    public bool IsWhole(SshAnswer answer) => Code(answer) is not null;

    /// <summary>How the command ended.</summary>
    public CommandOutcome Read(SshAnswer answer) => new(Code(answer) ?? answer.ExitCode, "", answer.Errors);

    private int? Code(SshAnswer answer)
    {
        string end = $"\n{_mark} end ";
        int at = answer.Output.LastIndexOf(end, StringComparison.Ordinal);
        return at >= 0 && answer.Output.EndsWith('\n')
            && int.TryParse(answer.Output.AsSpan(at + end.Length).TrimEnd('\n'), NumberStyles.None, CultureInfo.InvariantCulture, out int code) ? code : null;
    }

    private async Task WriteAsync(Stream input, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        PipeToSsh pipe = new(input);
        await using (pipe)
        {
            await pipe.WriteAsync(_script, cancellationToken);
            await write(pipe, cancellationToken);
        }
    }

    // What follows the part that was of interest: with the mark, when nothing was cut.
    private async Task<string> ReadAsync(Stream output, Func<Stream, CancellationToken, Task> read, CancellationToken cancellationToken)
    {
        await using BufferedStream stream = new(output, BufferBytes);
        if (!await SkipAsync(stream, Encoding.ASCII.GetBytes($"\n{_mark} begin\n"), cancellationToken))
        {
            return "";
        }

        try
        {
            await read(stream, cancellationToken);
        }
        catch (Exception cut) when (cut is EndOfStreamException or InvalidDataException)
        {
            return "";
        }

        using StreamReader rest = new(stream, Encoding.UTF8);
        return await rest.ReadToEndAsync(cancellationToken);
    }

    private static async Task<bool> SkipAsync(BufferedStream stream, byte[] mark, CancellationToken cancellationToken)
    {
        byte[] next = new byte[1];
        // The mark begins with a line end and holds none before its last letter, so a miss never hides a beginning.
        for (int matched = 0; matched < mark.Length;)
        {
            if (await stream.ReadAsync(next, cancellationToken) == 0)
            {
                return false;
            }

            matched = next[0] == mark[matched] ? matched + 1 : next[0] == mark[0] ? 1 : 0;
        }

        return true;
    }

    private static async Task EndWithAsync(Task writing, CancellationTokenSource end)
    {
        try
        {
            await writing;
        }
        catch
        {
            await end.CancelAsync();
            throw;
        }
    }
}
