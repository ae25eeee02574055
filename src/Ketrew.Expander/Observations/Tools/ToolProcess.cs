using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Ketrew.Expander.Hosting;

namespace Ketrew.Expander.Observations.Tools;

/// <summary>One run of one tool, to its end.</summary>
internal static class ToolProcess
{
    private const int OutputLimit = 16 * 1024 * 1024;
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);

    /// <summary>Runs a tool and waits.</summary>
    /// <param name="program">Absolute path.</param>
    /// <param name="arguments">What it gets.</param>
    /// <param name="directory">Where.</param>
    /// <param name="searchPath">Where it finds other tools.</param>
    /// <param name="cancellationToken">Kills it.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static ToolResult Run(string program, IEnumerable<string> arguments, ToolDirectory directory, string searchPath, CancellationToken cancellationToken)
    {
        using Process process = new() { StartInfo = Prepare(program, arguments, directory.FullPath, searchPath) };
        try
        {
            process.Start();
        }
        catch (Win32Exception failure)
        {
            return new ToolResult(ToolEnd.NotStarted, 0, [], Encoding.UTF8.GetBytes(failure.Message));
        }

        process.StandardInput.Close();
        using CancellationTokenSource late = new(_patience);
        using CancellationTokenSource tooMuch = new();
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(late.Token, tooMuch.Token, cancellationToken);
        using CancellationTokenRegistration kill = ending.Token.Register(() => ProcessGroup.KillTree(process));
        byte[][] said = Task.WhenAll(
            ReadAsync(process.StandardOutput.BaseStream, tooMuch.CancelAsync, ending.Token), ReadAsync(process.StandardError.BaseStream, tooMuch.CancelAsync, ending.Token)).GetAwaiter().GetResult();
        process.WaitForExit();
        cancellationToken.ThrowIfCancellationRequested();
        ToolEnd end = tooMuch.IsCancellationRequested ? ToolEnd.PrintedTooMuch : late.IsCancellationRequested ? ToolEnd.TookTooLong : ToolEnd.Exited;
        return new ToolResult(end, process.ExitCode, said[0], said[1]);
    }

    private static ProcessStartInfo Prepare(string program, IEnumerable<string> arguments, string directory, string searchPath)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = searchPath;
        start.Environment["HOME"] = directory;
        start.Environment["TMPDIR"] = directory;
        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment["TZ"] = "UTC";
        return start;
    }

    private static async Task<byte[]> ReadAsync(Stream stream, Func<Task> giveUp, CancellationToken ending)
    {
        using MemoryStream all = new();
        byte[] buffer = new byte[64 * 1024];
        try
        {
            int count;
            while (all.Length <= OutputLimit && (count = await stream.ReadAsync(buffer, ending).ConfigureAwait(false)) > 0)
            {
                all.Write(buffer.AsSpan(0, count));
            }

            if (all.Length > OutputLimit)
            {
                await giveUp().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // It is being killed. Something that it started may live on and hold the pipe.
        }

        return all.ToArray();
    }
}

/// <summary>How a tool ended.</summary>
internal enum ToolEnd
{
    /// <summary>By itself.</summary>
    Exited,

    /// <summary>The system refused to start it.</summary>
    NotStarted,

    /// <summary>It was killed after a minute.</summary>
    TookTooLong,

    /// <summary>It was killed after 16 MiB.</summary>
    PrintedTooMuch,
}

/// <summary>What a tool said.</summary>
/// <param name="End">How it ended.</param>
/// <param name="ExitCode">When it ended by itself.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
internal sealed record ToolResult(ToolEnd End, int ExitCode, byte[] Output, byte[] Error)
{
    /// <summary>What is wrong; null when it succeeded.</summary>
    /// <param name="tool">How to call it.</param>
    public string? Problem(string tool) => End switch
    {
        ToolEnd.NotStarted => $"`{tool}` can't be started",
        ToolEnd.TookTooLong => $"`{tool}` was still running after a minute",
        ToolEnd.PrintedTooMuch => $"`{tool}` printed more than 16 MiB",
        _ => ExitCode == 0 ? null : $"`{tool}` ended with exit code {ExitCode}",
    };
}
