using static Ketrew.Engine.Tests.Graphs;

namespace Ketrew.Engine.Tests.Running;

public sealed class SideTargetTests : IDisposable
{
    private readonly Project _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task A_success_activates_what_follows_it_and_nothing_else()
    {
        _project.UsePlan(
            Shell("t", "true") with { OnSuccess = [new("then")], OnFailure = [new("else")] }, Shell("then", "true"), Shell("else", "true"));

        Assert.Equal("t Succeeded, then Succeeded", await _project.RunAndTellAsync("t"));
    }

    [Fact]
    public async Task A_failure_activates_what_follows_it_although_nothing_else_starts_any_more()
    {
        _project.Options = _project.Options with { Jobs = 1 };
        _project.UsePlan(
            Shell("a", "false") with { OnFailure = [new("clean")] },
            Shell("clean", "echo cleaned > clean", needs: ["tool"]),
            Shell("tool", "true"),
            Shell("z", "true"));

        Assert.Equal("a Failed, clean Succeeded, tool Succeeded, z Withdrawn", await _project.RunAndTellAsync("a", "z"));
    }

    [Fact]
    public async Task What_a_target_activates_means_nothing_to_what_needs_it()
    {
        _project.Options = _project.Options with { KeepGoing = true };
        _project.UsePlan(
            Shell("t", "true") with { OnSuccess = [new("after")] }, Shell("after", "false"), Shell("user", "true", needs: ["t"]));

        Assert.Equal("after Failed, t Succeeded, user Succeeded", await _project.RunAndTellAsync("user"));
    }

    [Fact]
    public async Task What_could_not_run_for_its_needs_has_failed_as_well()
    {
        _project.UsePlan(Shell("a", "false"), Shell("b", "true", needs: ["a"]) with { OnFailure = [new("tell")] }, Shell("tell", "true"));

        Assert.Equal("a Failed, b NeedsFailed, tell Succeeded", await _project.RunAndTellAsync("b"));
    }

    [Fact]
    public async Task What_is_up_to_date_activates_too_and_that_may_be_up_to_date_as_well()
    {
        _project.UsePlan(Shell("t", "true") with { OnSuccess = [new("then")] }, Shell("then", "echo then >> ran"));
        _ = await _project.RunAsync("t");

        string again = await _project.RunAndTellAsync("t");

        Assert.Equal("", again);
        Assert.Equal("then\n", _project.Read("ran"));
    }

    [Fact]
    public async Task Two_that_activate_each_other_run_once_each()
    {
        _project.UsePlan(Shell("a", "true") with { OnSuccess = [new("b")] }, Shell("b", "true") with { OnSuccess = [new("a")] });

        Assert.Equal("a Succeeded, b Succeeded", await _project.RunAndTellAsync("a"));
    }

    [Fact]
    public async Task An_activated_target_waits_for_what_it_needs()
    {
        _project.UsePlan(
            Shell("a", "echo a >> ran") with { OnSuccess = [new("c")] },
            Shell("b", "echo b >> ran"),
            Shell("c", "echo c >> ran", needs: ["a", "b"]));

        _ = await _project.RunAsync("a");

        Assert.Equal("a\nb\nc\n", _project.Read("ran"));
    }

    [Fact]
    public async Task What_follows_a_failure_runs_after_every_failure()
    {
        _project.UsePlan(Shell("t", "false") with { OnFailure = [new("clean")] }, Shell("clean", "echo cleaned >> log"));

        _ = await _project.RunAsync("t");
        _ = await _project.RunAsync("t");

        Assert.Equal("cleaned\ncleaned\n", _project.Read("log"));
    }

    [Fact]
    public async Task What_follows_a_success_runs_whenever_the_target_ran()
    {
        _project.UsePlan(Shell("t", "true") with { OnSuccess = [new("then")], Always = true }, Shell("then", "echo then >> log"));

        _ = await _project.RunAsync("t");
        _ = await _project.RunAsync("t");

        Assert.Equal("then\nthen\n", _project.Read("log"));
    }
}
