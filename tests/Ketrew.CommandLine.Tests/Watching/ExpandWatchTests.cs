using Ketrew.TestSupport;

namespace Ketrew.CommandLine.Tests.Watching;

/// <summary><c>expand --watch</c>: an edit shows, or promotes, what became of the plan, and nothing else is said.</summary>
public sealed class ExpandWatchTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public ExpandWatchTests()
    {
        _directory.Write("texts/a.txt", "");
        _directory.Write("workflow.yaml", Workflow());
    }

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task The_plan_is_printed_once_and_then_what_is_different()
    {
        using WatchedRun run = new(_directory.FullPath, "expand", "--watch");
        await run.WaitForAsync("      name: last");

        _directory.Write("texts/b.txt", "");
        await run.WaitForAsync("changed: texts/b.txt");
        await run.WaitForAsync("+      run: wc texts/b.txt");
        File.Delete(_directory["texts/b.txt"]);
        await run.WaitForAsync("changed: texts/b.txt");
        await run.WaitForAsync("-      run: wc texts/b.txt");

        Assert.Equal(130, await run.InterruptAsync());
        Assert.Single(run.Said, "ketrew: 1");
        Assert.DoesNotContain(run.Said, line => line.StartsWith("+      run: wc texts/a.txt", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_changes_nothing_is_not_mentioned()
    {
        using WatchedRun run = new(_directory.FullPath, "expand", "--watch");
        await run.WaitForAsync("      name: last");

        _directory.Write("texts/a.txt", "edited");
        _directory.Write("unrelated.txt", "x");
        _directory.Write("workflow.yaml", Workflow() + "# a remark\n");
        _directory.Write("texts/c.txt", "");
        await run.WaitForAsync("+      run: wc texts/c.txt");
        await run.InterruptAsync();

        Assert.Single(run.Said, line => line.StartsWith("changed: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Promotion_writes_what_differs_and_does_not_wake_itself()
    {
        using WatchedRun run = new(_directory.FullPath, "expand", "--watch", "--promote");
        await run.WaitForAsync("workflow.expanded.yaml: written");

        _directory.Write("texts/b.txt", "");
        await run.WaitForAsync("changed: texts/b.txt");
        await run.WaitForAsync("workflow.expanded.yaml: written");
        _directory.Write("texts/unrelated.md", "");
        _directory.Write("texts/c.txt", "");
        await run.WaitForAsync("workflow.expanded.yaml: written");
        await run.InterruptAsync();

        Assert.Contains("texts/c.txt", File.ReadAllText(_directory["workflow.expanded.yaml"]), StringComparison.Ordinal);
        Assert.DoesNotContain(run.Said, line => line.Contains("unchanged", StringComparison.Ordinal));
        Assert.DoesNotContain(run.Said, line => line.StartsWith("changed: ", StringComparison.Ordinal) && line.Contains("expanded", StringComparison.Ordinal));
        Assert.Equal(3, run.Said.Count(line => line == "workflow.expanded.yaml: written"));
    }

    [Fact]
    public async Task A_mistake_is_told_once_and_the_next_edit_awaited()
    {
        using WatchedRun run = new(_directory.FullPath, "expand", "--watch");
        await run.WaitForAsync("      name: last");

        _directory.Write("workflow.yaml", Workflow().Replace("last, run:", "last, rum:", StringComparison.Ordinal));
        await run.WaitForAsync("changed: workflow.yaml");
        await run.WaitForAsync("error KE020: unknown field `rum`");
        _directory.Write("unrelated.txt", "x");
        _directory.Write("workflow.yaml", Workflow());
        await run.WaitForAsync("the workflow can be expanded again");
        await run.InterruptAsync();

        string[] told = [.. string.Join('\n', run.Said).Split("changed: ").Select(said => said[(said.IndexOf('\n', StringComparison.Ordinal) + 1)..])];
        Assert.Equal(told.Distinct(), told);
    }

    [Fact]
    public async Task An_edit_by_hand_keeps_a_promoted_file_until_it_is_taken_back()
    {
        using WatchedRun run = new(_directory.FullPath, "expand", "--watch", "--promote");
        await run.WaitForAsync("workflow.expanded.yaml: written");
        string promoted = File.ReadAllText(_directory["workflow.expanded.yaml"]);

        _directory.Write("workflow.expanded.yaml", promoted.Replace("wc texts/a.txt", "wc -l texts/a.txt", StringComparison.Ordinal));
        _directory.Write("workflow.yaml", Workflow().Replace("wc", "cat", StringComparison.Ordinal));
        await run.WaitForAsync("changed: workflow.yaml");
        await run.WaitForAsync("error: `workflow.expanded.yaml`");
        _directory.Write("workflow.expanded.yaml", promoted);
        _directory.Write("workflow.yaml", Workflow().Replace("wc", "head", StringComparison.Ordinal));
        await run.WaitForAsync("workflow.expanded.yaml: written");

        Assert.Equal(130, await run.InterruptAsync());
        Assert.Contains("head texts/a.txt", File.ReadAllText(_directory["workflow.expanded.yaml"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--check")]
    [InlineData("--explain")]
    [InlineData("--diff")]
    public async Task Watching_what_is_done_once_is_refused(string mode)
    {
        Outcome result = await KetrewProgram.RunAsync(_directory.FullPath, "expand", "--watch", mode);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains($"`--watch` shows the plan, or promotes it: not with `{mode}`", result.Error, StringComparison.Ordinal);
    }

    private static string Workflow() => """
        ketrew: 1
        stanzas:
          - define:
              name: each
              fields: { files: text }
              expand:
                - for: file in (glob files)
                  do:
                    - target: { name: "{{ file | string.replace '/' '-' }}", run: "wc {{ file }}" }
          - each: { files: texts/*.txt }
          - target: { name: last, run: "true" }

        """;
}
