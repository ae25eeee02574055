using System.Diagnostics;
using System.Text;
using Ketrew.Backends.Processes;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Hosts;

/// <summary>This machine. Commands see the engine's own environment.</summary>
/// <param name="name">What it is called.</param>
internal sealed class LocalHost(string name) : IHost
{
    private static readonly UTF8Encoding _utf8 = new(false);
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public async Task<ValueList<CommandOutcome>> RunAsync(HostRequest request, CancellationToken cancellationToken)
    {
        Write(request.Files);
        if (request.Commands.IsEmpty)
        {
            return [];
        }

        HostConversation conversation = new(request);
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(request.Timeout ?? _patience);
        using Process shell = Start();
        try
        {
            Task<string> output = shell.StandardOutput.ReadToEndAsync(patience.Token);
            Task<string> errors = shell.StandardError.ReadToEndAsync(patience.Token);
            await SayAsync(shell, conversation.Script(withFiles: false), patience.Token);
            string answer = await output;
            await shell.WaitForExitAsync(patience.Token);
            return conversation.Read(answer) ?? throw new BackendException($"the shell of {name} did not answer to the end: {await errors}")
            {
                Command = "sh",
                ExitCode = shell.ExitCode,
                StandardError = await errors,
                IsRecoverable = true,
            };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new BackendException($"commands on {name} took longer than {(request.Timeout ?? _patience).TotalSeconds:0} s") { Command = request.Commands[0], IsRecoverable = true };
        }
        finally
        {
            if (!shell.HasExited)
            {
                shell.Kill(entireProcessTree: true);
            }
        }
    }

    private static Process Start()
    {
        ProcessStartInfo start = new("/bin/sh")
        {
            ArgumentList = { "-s" },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = _utf8,
            StandardOutputEncoding = _utf8,
            StandardErrorEncoding = _utf8,
            WorkingDirectory = "/",
        };
        return Process.Start(start) ?? throw new BackendException("/bin/sh can't be started");
    }

    private static async Task SayAsync(Process shell, string script, CancellationToken cancellationToken)
    {
        try
        {
            await shell.StandardInput.WriteAsync(script.AsMemory(), cancellationToken);
            shell.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended before it had read all; that its answer isn't whole says so.
        }
    }

    private static void Write(ValueList<HostFile> files)
    {
        try
        {
            foreach (HostFile file in files.AsSpan())
            {
                Write(file);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new BackendException(failure.Message, failure);
        }
    }

    private static void Write(HostFile file)
    {
        _ = Directory.CreateDirectory(Path.GetDirectoryName(file.Path) ?? "/");
        string draft = $"{file.Path}.{UniqueWord.Next()}";
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            // Scripts hold variables, and these may be secrets.
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (StreamWriter writer = new(draft, options))
        {
            writer.Write(file.Content);
        }

        File.Move(draft, file.Path, overwrite: true);
    }
}
