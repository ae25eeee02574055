using System.Runtime.Versioning;
using Ketrew.Backends.Hosts;
using Ketrew.Backends.Tests.Clusters;
using Ketrew.Sdk;
using Ketrew.TestSupport;

namespace Ketrew.Backends.Tests.Emulators;

/// <summary>A scheduler that Debian doesn't have, as a program that answers like the recorded one and runs what it is given.</summary>
/// <param name="program">Its file, beside the tests.</param>
/// <param name="commands">What it is called as.</param>
[UnsupportedOSPlatform("windows")]
internal sealed class Emulator(string program, params string[] commands) : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    /// <summary>Where its commands are found first.</summary>
    public IHost Host
    {
        get
        {
            // Written once: somebody may be running them.
            foreach (string command in commands.Where(command => !File.Exists(_directory[$"bin/{command}"])))
            {
                string path = _directory.Write($"bin/{command}", $"#!/bin/sh\nexec {Invocation} {command} \"$@\"\n");
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
            }

            return new PrefixedHost(new LocalHost("testhost"), command => $"PATH={Shell.Quote(_directory["bin"])}:$PATH; {command}");
        }
    }

    private string Invocation =>
        $"/usr/bin/python3 -I -S {Shell.Quote(Path.Combine(AppContext.BaseDirectory, "Emulators", program))} {Shell.Quote(_directory["state"])}";

    /// <summary>Makes something go wrong from now on.</summary>
    /// <param name="fault">One of those that the program lists.</param>
    /// <param name="value">How much.</param>
    public void Break(string fault, string value = "") => _directory.Write($"state/faults/{fault}", value);

    /// <summary>Makes it go well again.</summary>
    public void Mend(string fault) => File.Delete(_directory[$"state/faults/{fault}"]);

    /// <summary>Runs a command of it, or something that befalls it.</summary>
    /// <param name="command">Words for a shell.</param>
    public async Task<CommandOutcome> AskAsync(string command) =>
        (await new LocalHost("here").RunAsync(new HostRequest { Commands = [$"{Invocation} {command}"] }, CancellationToken.None))[0];

    /// <inheritdoc/>
    public void Dispose() => _directory.Dispose();
}
