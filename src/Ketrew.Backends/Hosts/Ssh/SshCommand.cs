using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Hosts.Ssh;

/// <summary>The words that the system's <c>ssh</c> is called with for one host.</summary>
/// <param name="address">The host.</param>
internal sealed class SshCommand(HostAddress address)
{
    private static readonly UTF8Encoding _utf8 = new(false);

    // Who is reached answers within this; a name that leads nowhere takes minutes otherwise.
    private static readonly TimeSpan _longestConnecting = TimeSpan.FromSeconds(15);

    /// <summary>Becomes the master of a control socket, and goes into the background when it is logged in.</summary>
    /// <param name="socket">Absolute path of the socket.</param>
    /// <param name="log">Absolute path of the file that takes its messages.</param>
    // Two minutes after an engine that was killed has asked for the last time, its master is gone, too.
    public string[] Master(string socket, string log) =>
        ["-M", "-N", "-f", "-E", log, "-o", "ControlPersist=120", .. Options("yes", socket), "--", address.Machine];

    /// <summary>Runs a command there, by a master if it can.</summary>
    /// <param name="socket">Absolute path of the master's socket.</param>
    /// <param name="command">A word each, for whichever login shell there is: plain words and what stands in quotes.</param>
    public string[] Session(string socket, params string[] command)
    {
        string text = string.Join(' ', command.Select(Shell.Quote));
        string[] shell = [.. address.Shell.Select(Shell.Quote)];
        return [.. Options("no", socket), "--", address.Machine, .. shell, .. shell.Length > 0 ? [Shell.Quote($"exec {text}")] : (string[])["exec " + text]];
    }

    /// <summary>Tells a master something: <c>exit</c>, or <c>stop</c> when what runs is done.</summary>
    public string[] Control(string socket, string message) => ["-O", message, "-o", $"ControlPath={socket}", "--", address.Machine];

    /// <summary>Starts the client with nothing to read yet.</summary>
    /// <exception cref="BackendException">There is none.</exception>
    public Process Start(string[] arguments)
    {
        ProcessStartInfo start = new("ssh", arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = _utf8,
            StandardOutputEncoding = _utf8,
            StandardErrorEncoding = _utf8,
            WorkingDirectory = "/",
        };
        // What it says is looked at.
        start.Environment["LC_ALL"] = "C";
        try
        {
            return Process.Start(start) ?? throw new InvalidOperationException("A program that was named was not started.");
        }
        catch (Win32Exception failure)
        {
            throw new BackendException($"{address.Destination} can't be reached: the program `ssh` can't be started: {failure.Message}", failure)
            {
                Command = "ssh",
                Hint = "install it: `apt install openssh-client`",
            };
        }
    }

    // The first word on anything wins: ours, then the user's, then what is usual.
    private string[] Options(string isMaster, string socket)
    {
        int connecting = (int)Math.Ceiling(Math.Min(address.Timeout.TotalSeconds, _longestConnecting.TotalSeconds));
        string[] options =
        [
            "BatchMode=yes", $"ControlMaster={isMaster}", $"ControlPath={socket}", "RemoteCommand=none", "ClearAllForwardings=yes",
            .. address.Options,
            string.Create(CultureInfo.InvariantCulture, $"ConnectTimeout={connecting}"), "ServerAliveInterval=15", "ServerAliveCountMax=3", "LogLevel=INFO",
        ];
        return
        [
            "-T",
            .. options.SelectMany(option => (string[])["-o", option]),
            .. address.User.Length > 0 ? ["-l", address.User] : Array.Empty<string>(),
            .. address.Port is { } port ? ["-p", port.ToString(CultureInfo.InvariantCulture)] : Array.Empty<string>(),
        ];
    }
}
