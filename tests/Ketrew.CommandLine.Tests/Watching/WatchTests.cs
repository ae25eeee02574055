using Ketrew.TestSupport;

namespace Ketrew.CommandLine.Tests.Watching;

/// <summary><c>run --watch</c>: an edit runs what depends on it, and nothing else happens by itself.</summary>
public sealed class WatchTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public WatchTests()
    {
        _directory.Write("a.txt", "one");
        _directory.Write("workflow.yaml", Workflow());
    }

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task An_edit_runs_what_depends_on_it_and_names_the_file()
    {
        using WatchedRun run = new(_directory.FullPath, "run", "--watch");
        await run.WaitForAsync("done: ");

        _directory.Write("a.txt", "two");
        await run.WaitForAsync("changed: a.txt");
        await run.WaitForAsync("done: 1 ran");

        Assert.Equal("two", File.ReadAllText(_directory["copy.txt"]));
        Assert.Equal(130, await run.InterruptAsync());
    }

    [Fact]
    public async Task A_mistake_is_told_and_its_correction_is_run()
    {
        using WatchedRun run = new(_directory.FullPath, "run", "--watch");
        await run.WaitForAsync("done: ");

        _directory.Write("workflow.yaml", Workflow().Replace("run:", "rum:", StringComparison.Ordinal));
        await run.WaitForAsync("error KE020: unknown field `rum`");
        _directory.Write("workflow.yaml", Workflow().Replace("cp", "cat a.txt; cp", StringComparison.Ordinal));
        await run.WaitForAsync("changed: workflow.yaml");
        await run.WaitForAsync("done: 1 ran");

        Assert.Equal(130, await run.InterruptAsync());
    }

    [Fact]
    public async Task What_changes_nothing_runs_nothing_and_says_nothing()
    {
        using WatchedRun run = new(_directory.FullPath, "run", "--watch");
        await run.WaitForAsync("done: ");

        _directory.Write("unrelated.txt", "x");
        _directory.Write("a.txt", "one");
        _directory.Write("a.txt", "three");
        await run.WaitForAsync("done: 1 ran");
        await run.InterruptAsync();

        Assert.DoesNotContain(run.Said, line => line.StartsWith("up to date", StringComparison.Ordinal));
        Assert.DoesNotContain(run.Said, line => line.Contains("unrelated", StringComparison.Ordinal) && !line.Contains("more", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_target_that_runs_every_time_does_not_wake_itself()
    {
        _directory.Write("workflow.yaml", Workflow() + "  - target: { name: stamp, always: true, run: echo x >> stamps.txt }\n");
        using WatchedRun run = new(_directory.FullPath, "run", "--watch");
        await run.WaitForAsync("done: ");

        _directory.Write("a.txt", "two");
        await run.WaitForAsync("done: 2 ran");
        _directory.Write("a.txt", "three");
        await run.WaitForAsync("done: 2 ran");
        await run.InterruptAsync();

        Assert.Equal(3, File.ReadAllLines(_directory["stamps.txt"]).Length);
    }

    [Fact]
    public async Task A_failure_is_told_and_watching_goes_on()
    {
        using WatchedRun run = new(_directory.FullPath, "run", "--watch");
        await run.WaitForAsync("done: ");

        File.Delete(_directory["a.txt"]);
        await run.WaitForAsync("failed: ");
        _directory.Write("a.txt", "back");
        await run.WaitForAsync("done: ");

        Assert.Equal("back", File.ReadAllText(_directory["copy.txt"]));
        Assert.Equal(130, await run.InterruptAsync());
    }

    [Fact]
    public async Task A_new_directory_is_watched_as_well()
    {
        _directory.Write("workflow.yaml", Workflow().Replace("inputs: [a.txt]", "inputs: [a.txt, \"deep/**/*.txt\"]", StringComparison.Ordinal));
        _directory.Write("deep/x.txt", "");
        using WatchedRun run = new(_directory.FullPath, "run", "--watch");
        await run.WaitForAsync("done: ");

        _directory.Write("deep/er/y.txt", "");
        await run.WaitForAsync("done: 1 ran");
        _directory.Write("deep/er/z.txt", "");
        await run.WaitForAsync("done: 1 ran");

        Assert.Equal(130, await run.InterruptAsync());
    }

    [Fact]
    public async Task Watching_what_runs_elsewhere_is_refused()
    {
        Outcome result = await KetrewProgram.RunAsync(_directory.FullPath, "run", "--watch", "--dry-run");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("not with `--dry-run` or `--detach`", result.Error, StringComparison.Ordinal);
    }

    private static string Workflow() => "ketrew: 1\nstanzas:\n  - target: { name: copy, inputs: [a.txt], outputs: [copy.txt], run: cp a.txt copy.txt }\n";
}
