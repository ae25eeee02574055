using System.Diagnostics;
using System.Runtime.Versioning;
using Ketrew.Backends.Scheduling;
using Ketrew.Backends.Tests.Clusters;
using Ketrew.Backends.Yarn;
using Ketrew.Sdk.Backends;
using Ketrew.TestSupport;

namespace Ketrew.Backends.Tests.Yarn;

/// <summary>An emulator of a resource manager; it ends with whoever started it.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class YarnEmulator : IDisposable
{
    private static readonly Lazy<YarnEmulator> _shared = new(() => new YarnEmulator());

    private readonly TemporaryDirectory _directory = new();
    private readonly Process _process;
    private readonly HttpClient _client;

    public YarnEmulator()
    {
        string program = Path.Combine(Repository.Root, "tests/Ketrew.Backends.Tests/Emulators/yarn.py");
        _process = Process.Start(new ProcessStartInfo("/usr/bin/python3", [program, _directory.FullPath]) { RedirectStandardInput = true, RedirectStandardOutput = true })
            ?? throw new InvalidOperationException("python3 did not start.");
        Address = $"http://127.0.0.1:{_process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The emulator did not start.")}";
        _client = new HttpClient { BaseAddress = new Uri($"{Address}/emulator/") };
    }

    /// <summary>One for all tests that do it no harm.</summary>
    public static YarnEmulator Shared => _shared.Value;

    public string Address { get; }

    /// <summary>A backend that speaks to it.</summary>
    public ScheduledBackend NewBackend(TemporaryDirectory directory, params string[] settings) => (ScheduledBackend)YarnBackend.Create(
        Declaration.Of("yarn", directory["playgrounds"], [$"resource_manager: {Address}", "poll: 50ms", "grace: 1s", "node_wait: 1s", .. settings]));

    /// <summary>What goes wrong from now on, a line for each; nothing for nothing.</summary>
    public void Fail(string faults) => _ = _directory.Write("faults", faults);

    /// <summary>Makes it forget what has ended.</summary>
    public Task ForgetAsync() => PutAsync("forget", "");

    /// <summary>Ends an application, with words.</summary>
    public Task EndAsync(AttemptReference attempt, string diagnostics) => PutAsync($"apps/{attempt.Handle.Split(' ')[1]}/end", diagnostics);

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
        _client.Dispose();
        _directory.Dispose();
    }

    private async Task PutAsync(string what, string text)
    {
        using StringContent body = new(text);
        using HttpResponseMessage answer = await _client.PutAsync(new Uri(what, UriKind.Relative), body);
        _ = answer.EnsureSuccessStatusCode();
    }
}
