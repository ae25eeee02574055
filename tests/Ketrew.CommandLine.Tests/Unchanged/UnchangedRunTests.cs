using System.Runtime.Versioning;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Ketrew.CommandLine.Tests.Unchanged;

[UnsupportedOSPlatform("windows")]
public sealed class UnchangedRunTests
{
    private static readonly Arbitrary<Edit[][]> _histories = Gen.ArrayOf(Gen.NonEmptyListOf(AnyEdit()).Select(edits => edits.Take(3).ToArray())).ToArbitrary();

    [Fact]
    public async Task A_run_without_a_change_is_answered_by_what_the_last_one_saw()
    {
        using EditedProject project = new();

        Assert.True(await project.SettleAsync());

        Assert.Equal("up to date (8 targets)\n", Encoding.UTF8.GetString(project.Answer()!));
    }

    [Fact]
    public void Whatever_is_edited_what_is_told_by_what_was_seen_is_what_a_look_at_everything_tells()
    {
        int parts = 0;
        Prop.ForAll(_histories, history => parts += CheckAsync(history).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(40).WithEndSize(12));

        Assert.NotEqual(0, parts);
    }

    [Fact]
    public async Task A_run_after_an_edit_of_one_file_reads_no_workflow_and_leaves_what_it_saw()
    {
        using EditedProject project = new();
        Assert.True(await project.SettleAsync());
        await File.WriteAllTextAsync(project["lib/x"], "edited");
        Assert.Equal(["after", "count", "last"], project.PartThatWouldRun() ?? []);

        Assert.Equal(0, await project.RunAsync("run"));

        Assert.NotNull(project.Answer());
        Assert.Empty(await project.WouldRunAsync() ?? ["nobody knows"]);
    }

    [Fact]
    public async Task After_a_part_failed_the_next_run_is_about_that_part_again()
    {
        using EditedProject project = new();
        Assert.True(await project.SettleAsync());
        File.Move(project["real"], project["elsewhere"]);
        Assert.Equal(1, await project.RunAsync("run"));

        Assert.Equal(["after", "count", "last"], project.PartThatWouldRun() ?? []);
        Assert.Equal(await project.WouldRunAsync(), project.PartThatWouldRun());

        File.Move(project["elsewhere"], project["real"]);
        Assert.NotNull(project.PartThatWouldRun());
        Assert.Equal(0, await project.RunAsync("run"));
        Assert.NotNull(project.Answer());
        Assert.Empty(await project.WouldRunAsync() ?? ["nobody knows"]);
    }

    // Between edits it is run once or until it settles, so that snapshots of young files are met as well as those of old ones.
    private static async Task<int> CheckAsync(Edit[][] history)
    {
        int parts = 0;
        using EditedProject project = new();
        _ = await project.RunAsync("run");
        for (int i = 0; i < history.Length; i++)
        {
            foreach (Edit edit in history[i])
            {
                await edit.ApplyAsync(project);
                bool isAnswered = File.Exists(project["workflow.yaml"]) && project.Answer() is not null;

                if (File.Exists(project["workflow.yaml"]) && project.PartThatWouldRun() is { } part)
                {
                    Assert.Equal(await project.WouldRunAsync(), part);
                    parts++;
                }

                Assert.False(isAnswered && !await project.IsUpToDateAsync(), $"after {string.Join(", then ", history.Take(i + 1).SelectMany(edits => edits))}");
            }

            _ = await project.RunAsync("run");
            _ = i % 2 == 0 ? 0 : await project.RunAsync("run");
        }

        return parts;
    }

    private static Gen<Edit> AnyEdit() =>
        from kind in Gen.Elements(Enum.GetValues<EditKind>())
        from path in Gen.Choose(0, EditedProject.Paths.Length - 1)
        from other in Gen.Choose(0, EditedProject.Paths.Length - 1)
        select new Edit(kind, path, other);
}
