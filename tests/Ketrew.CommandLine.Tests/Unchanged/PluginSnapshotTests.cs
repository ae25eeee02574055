using System.Runtime.Versioning;

namespace Ketrew.CommandLine.Tests.Unchanged;

[UnsupportedOSPlatform("windows")]
public sealed class PluginSnapshotTests
{
    [Fact]
    public async Task Whatever_decides_what_stanzas_become_is_looked_at()
    {
        await using PluginProject project = new();

        foreach ((string name, Action<PluginProject> apply) in PluginEdits.Decisive)
        {
            await project.SettleAsync();
            apply(project);

            Assert.False(project.IsAnswered("run"), name);
            Assert.False(project.IsAnswered("expand"), name);
        }
    }

    [Fact]
    public async Task What_decides_nothing_is_not_looked_at()
    {
        await using PluginProject project = new();
        await project.SettleAsync();

        foreach ((string name, Action<PluginProject> apply) in PluginEdits.Harmless)
        {
            apply(project);

            Assert.True(project.IsAnswered("run"), name);
            Assert.True(project.IsAnswered("expand"), name);
        }
    }

    [Fact]
    public async Task Variables_that_say_where_things_are_count()
    {
        await using PluginProject project = new();
        await project.SettleAsync();

        Assert.All(
            (string[])["PATH", "DOTNET_HOST_PATH", "KETREW_SITES", "HOME"],
            variable => Assert.False(project.IsAnswered("run", name => name == variable ? "/elsewhere" : Environment.GetEnvironmentVariable(name)), variable));
    }
}
