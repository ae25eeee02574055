using System.Diagnostics;
using Ketrew.Faults.Tests.Harness;

namespace Ketrew.Faults.Tests;

public sealed class ReadOnlyStateTests : IDisposable
{
    private const string WithoutPower = "setpriv --bounding-set -dac_override,-dac_read_search";

    private readonly HarnessProject _project = new("small:a=plain!local");

    public void Dispose()
    {
        using Process? chmod = Process.Start("chmod", ["-R", "u+w", _project.Root]);
        chmod?.WaitForExit();
        _project.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Where_the_state_cannot_be_written_nothing_runs_and_the_error_says_why(bool isThere)
    {
        _ = isThere ? await _project.RunAsync(_project.Request) : null;
        int begun = _project.Ledger().Begins.Count();
        string path = Directory.CreateDirectory(_project.PathOf(".ketrew")).FullName;
        _project.Restart(WithoutWriting(path));
        _project.Plan = "small:a=plain@2!local";

        string? end = await _project.RunAsync(_project.Request);

        Assert.Matches($"^refused The (lock|state database) {path}/[a-z.]+ can't be written: .+ \\| make `\\.ketrew` writable", end);
        Assert.Equal(begun, _project.Ledger().Begins.Count());
    }

    // By a mount, or by the modes of the files; these mean nothing to root as long as it has all its powers.
    private static string[] WithoutWriting(string path) => PrivateMounts.AreAllowed
        ? PrivateMounts.ReadOnly(path)
        : ["sh", "-c", $"chmod -R u-w '{path}' && exec {(Environment.UserName == "root" ? WithoutPower : "")} \"$@\"", "sh"];
}
