using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Ketrew.Backends.Processes;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Protocol;
using Ketrew.Sdk.Protocol.Backends;

namespace Ketrew.Backends.Hosted;

/// <summary>One running host of backends. It has our environment: what a backend starts needs it.</summary>
internal sealed class PluginProcess : IDisposable
{
    private const string HostsBackends = "backends";

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    // Something that it started may keep the pipe of its log open for as long as it likes.
    private static readonly TimeSpan _logPatience = TimeSpan.FromSeconds(0.5);

    private readonly Process _process;
    private readonly Lock _gate = new();
    private readonly LogTail _log = new();
    private readonly Thread _logReader;
    private bool _isKilled;

    private PluginProcess(Process process)
    {
        _process = process;
        Frames = new BackendFrames(process.StandardOutput.BaseStream, process.StandardInput.BaseStream);
        _logReader = new Thread(DrainLog) { IsBackground = true, Name = "backend host log" };
        _logReader.Start();
    }

    /// <summary>To and from the host.</summary>
    public BackendFrames Frames { get; }

    /// <summary>Starts a process; it may not have come up yet.</summary>
    /// <exception cref="BackendException">It can't be started.</exception>
    public static PluginProcess Start(PluginHostCommand command)
    {
        ProcessStartInfo start = new(command.FileName, [.. command.Arguments, HostsBackends])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            return new PluginProcess(Process.Start(start)!);
        }
        catch (Win32Exception exception)
        {
            throw new BackendException($"The plugin host {command.FileName} can't be started: {exception.Message}.", exception) { IsRecoverable = true };
        }
    }

    /// <summary>Ends the process with what it is running, such as a hanging <c>ssh</c>; jobs are elsewhere. From any thread, and again.</summary>
    public void Kill()
    {
        lock (_gate)
        {
            if (_isKilled || _process.HasExited)
            {
                return;
            }

            _isKilled = true;
            if (!OperatingSystem.IsWindows())
            {
                _ = EndSignal.Send(-_process.Id, KillStrength.Kill);
            }

            // Also when it had no time to lead a group.
            _process.Kill();
        }
    }

    /// <summary>How it ended; waits for a moment, then ends it.</summary>
    /// <returns>One clause: <c>ended with exit code 134 (Stack overflow)</c>.</returns>
    public string DescribeEnd()
    {
        if (!_process.WaitForExit(_patience))
        {
            Kill();
            return "closed its output without ending";
        }

        _ = _logReader.Join(_logPatience);
        string reason = _log.LastWords is { } words ? $" ({words.TrimEnd('.')})" : "";
        return string.Create(CultureInfo.InvariantCulture, $"ended with exit code {_process.ExitCode}{reason}");
    }

    /// <summary>Asks it to end by closing the conversation, and ends it when it doesn't.</summary>
    public void End()
    {
        // Not the writer around it, which would say something to a process that may be gone.
        _process.StandardInput.BaseStream.Close();
        if (!_process.WaitForExit(_patience))
        {
            Kill();
            _ = _process.WaitForExit(_patience);
        }
    }

    /// <summary>Lets go of a process that has ended.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isKilled = true;
        }

        Frames.Dispose();
        _process.Dispose();
    }

    private void DrainLog()
    {
        try
        {
            _log.Drain(_process.StandardError.BaseStream);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // Let go of, while somebody else still had the other end.
        }
    }
}
