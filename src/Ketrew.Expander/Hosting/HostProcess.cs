using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Protocol;

namespace Ketrew.Expander.Hosting;

/// <summary>One running plugin host, with nothing of our surroundings: no variables, an empty directory, our pipes.</summary>
internal sealed class HostProcess : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    private readonly Process _process;
    private readonly string _directory;
    private readonly LogTail _log = new();
    private readonly Thread _logReader;

    private HostProcess(Process process, string directory, int outputLimitBytes)
    {
        _process = process;
        _directory = directory;
        Frames = new FrameStream(process.StandardOutput.BaseStream, process.StandardInput.BaseStream, outputLimitBytes);
        _logReader = new Thread(() => _log.Drain(process.StandardError.BaseStream)) { IsBackground = true, Name = "plugin host log" };
        _logReader.Start();
    }

    /// <summary>To and from the host.</summary>
    public FrameStream Frames { get; }

    /// <summary>The last lines it wrote.</summary>
    public string Log => _log.Text;

    /// <summary>Starts a process; it may not have come up yet.</summary>
    /// <param name="location">What to start.</param>
    /// <param name="options">How it is run.</param>
    /// <param name="level">How far its sandbox is to be closed, if the machine can.</param>
    /// <exception cref="KetrewException">It can't be started.</exception>
    public static HostProcess Start(PluginHostLocation location, PluginHostOptions options, SandboxLevel level)
    {
        string directory = Directory.CreateTempSubdirectory("ketrew-host-").FullName;
        try
        {
            return new HostProcess(Process.Start(Describe(location, options.IsUnusual, level, directory))!, directory, options.OutputLimitBytes);
        }
        catch (Win32Exception exception)
        {
            Directory.Delete(directory);
            throw new KetrewException($"The plugin host {location.FileName} can't be started: {exception.Message}.", exception);
        }
    }

    /// <summary>Ends the process and everything it started. May be called from any thread, and again.</summary>
    public void Kill() => ProcessGroup.Kill(_process);

    /// <summary>How it ended; waits for a moment, then ends it.</summary>
    /// <returns>One clause: <c>ended with exit code 134 (Stack overflow)</c>.</returns>
    public string DescribeEnd()
    {
        if (!_process.WaitForExit(_patience))
        {
            Kill();
            return "closed its output without ending";
        }

        _logReader.Join(_patience);
        string reason = _log.LastWords is { } words ? $" ({words.TrimEnd('.')})" : "";
        return string.Create(CultureInfo.InvariantCulture, $"ended with exit code {_process.ExitCode}{reason}");
    }

    /// <summary>Kills the process.</summary>
    public void Dispose()
    {
        Kill();
        _process.WaitForExit(_patience);
        _logReader.Join(_patience);
        Frames.Dispose();
        _process.Dispose();
        DeleteDirectory();
    }

    private static ProcessStartInfo Describe(PluginHostLocation location, bool isUnusual, SandboxLevel level, string directory)
    {
        ProcessStartInfo start = new(location.FileName, [.. location.Arguments, "launch", level.ToString("D")])
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        SetEnvironment(start.Environment);
        if (isUnusual)
        {
            // Times of such a zone differ from any other's by a quarter of an hour; the host understands the second one.
            start.Environment["TZ"] = "Pacific/Chatham";
            start.Environment["KETREW_CULTURE"] = "unusual";
        }

        return start;
    }

    // What isn't here can't be read, so it can't change an expansion. `dotnet` finds its runtime beside itself and needs no variable on Unix.
    private static void SetEnvironment(IDictionary<string, string?> environment)
    {
        string? systemRoot = OperatingSystem.IsWindows() ? environment["SystemRoot"] : null;
        environment.Clear();
        environment["TZ"] = "UTC";
        environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1";
        environment["DOTNET_EnableDiagnostics"] = "0";
        environment["DOTNET_TieredPGO"] = "0";
        // A host mostly lives for less than a second: only what is called 4096 (hexadecimal 1000) times is worth being compiled again.
        environment["DOTNET_TC_CallCountThreshold"] = "1000";
        // With it, the runtime keeps its code in a file; a host writes no files.
        environment["DOTNET_EnableWriteXorExecute"] = "0";
        // 512 MiB: a plugin that emits or reads without end gets an exception with its line in it, and this machine keeps its memory.
        environment["DOTNET_GCHeapHardLimit"] = "0x20000000";
        if (systemRoot is not null)
        {
            environment["SystemRoot"] = systemRoot;
        }
    }

    private void DeleteDirectory()
    {
        try
        {
            Directory.Delete(_directory, recursive: true);
        }
        catch (IOException)
        {
            // A plugin may have left something in it that can't be deleted; the system cleans its temporary files.
        }
    }
}
