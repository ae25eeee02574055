using System.Diagnostics;
using System.Runtime.Versioning;
using Ketrew.TestSupport;

namespace Ketrew.Backends.Tests.Daemonize;

/// <summary>What can't be written must not look like success. Tried on a disk of one megabyte.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class FullDiskTests : IDisposable
{
    private const string Fill = "head -c 2000000 /dev/zero > fill";

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_step_that_fails_on_a_full_disk_still_has_its_verdict()
    {
        string told = await WatchAsync($"{Fill} || exit 7");

        Assert.StartsWith("daemonize/1", told, StringComparison.Ordinal);
        Assert.Contains("Exited", told, StringComparison.Ordinal);
        Assert.Contains("Code = 7", told, StringComparison.Ordinal);
    }

    [SmallDiskFact]
    public async Task Without_room_for_a_verdict_the_attempt_is_lost()
    {
        string told = await WatchAsync($"rm \"$KETREW_PLAYGROUND/claim/verdict\"; {Fill}; exit 0");

        Assert.StartsWith("daemonize/1", told, StringComparison.Ordinal);
        Assert.Contains("Lost", told, StringComparison.Ordinal);
        Assert.Contains("left no verdict", told, StringComparison.Ordinal);
    }

    [SmallDiskFact]
    public async Task On_a_disk_that_is_full_already_nothing_begins()
    {
        string told = await WatchAsync("echo began", before: ["sh", "-c", $"{Fill}; exec \"$@\"", "sh"]);

        Assert.StartsWith("StartRefused", told, StringComparison.Ordinal);
        Assert.Contains("No space left", told, StringComparison.Ordinal);
    }

    private async Task<string> WatchAsync(string job, params string[] before)
    {
        string harness = Path.Combine(AppContext.BaseDirectory, "Ketrew.Backends.Harness.dll");
        string[] command = [.. before, "dotnet", harness, "watch", _directory.FullPath, Guid.NewGuid().ToString("N"), "1", job];
        using Process process = Process.Start(SmallDisk.IsAllowed ? SmallDisk.In(_directory.FullPath, command) : SmallDisk.WithSmallFiles(command))
            ?? throw new InvalidOperationException("The harness did not start.");
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string told = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await errors);
        return told;
    }
}
