using System.Runtime.Versioning;
using FsCheck;
using FsCheck.Fluent;

namespace Ketrew.CommandLine.Tests.Unchanged;

[UnsupportedOSPlatform("windows")]
public sealed class PluginSnapshotTests
{
    private static readonly Arbitrary<(string Name, Action<PluginProject> Apply)[]> _histories =
        Gen.ArrayOf(Gen.Elements<(string Name, Action<PluginProject> Apply)>([.. PluginEdits.Decisive, .. PluginEdits.Harmless, .. PluginEdits.Unasked])).ToArbitrary();

    [Fact]
    public async Task Whatever_decides_what_stanzas_become_is_looked_at()
    {
        await using PluginProject project = new();

        foreach ((string name, Action<PluginProject> apply) in PluginEdits.Decisive)
        {
            await project.SettleAsync();
            apply(project);

            Assert.False(project.IsAnswered("run"), name);
        }
    }

    [Fact]
    public async Task What_expand_printed_is_printed_again_until_something_of_it_changes()
    {
        await using PluginProject project = new();
        await project.SettleAsync("expand");

        File.WriteAllText(project["one.out"], "files of targets have no part in it");
        bool isAnswered = project.IsAnswered("expand");
        File.AppendAllText(project["data/a.txt"], "more");

        Assert.True(isAnswered);
        Assert.False(project.IsAnswered("expand"));
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
        }
    }

    [Fact]
    public async Task An_edit_that_changes_no_answer_expands_nothing()
    {
        await using PluginProject project = new();
        await project.SettleAsync();

        foreach ((string name, Action<PluginProject> apply) in PluginEdits.Unasked)
        {
            apply(project);

            Assert.True(project.IsAnswered("run"), name);
        }
    }

    [Fact]
    public void Whatever_is_edited_nothing_is_called_unchanged_that_would_be_something_else() =>
        Prop.ForAll(_histories, history => CheckAsync(history).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(3).WithEndSize(8));

    // What is edited may break the workflow for a while.
    private static async Task CheckAsync((string Name, Action<PluginProject> Apply)[] history)
    {
        await using PluginProject project = new();
        await project.SettleAsync();
        string settled = await project.LookAtAllAsync();
        foreach ((string name, Action<PluginProject> apply) in history)
        {
            ApplyIfPossible(project, apply);
            bool isAnswered = project.IsAnswered("run");

            Assert.False(isAnswered && await project.LookAtAllAsync() != settled, $"{name}, in {string.Join(", then ", history.Select(edit => edit.Name))}");
        }
    }

    private static void ApplyIfPossible(PluginProject project, Action<PluginProject> apply)
    {
        try
        {
            apply(project);
        }
        catch (Exception impossible) when (impossible is IOException or UnauthorizedAccessException)
        {
            // It is gone, or was never there.
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
