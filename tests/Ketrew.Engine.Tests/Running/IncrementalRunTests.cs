using Ketrew.Engine.Running;
using Ketrew.Sdk.Planning;
using static Ketrew.Engine.Tests.Graphs;

namespace Ketrew.Engine.Tests.Running;

public sealed class IncrementalRunTests : IDisposable
{
    private readonly Project _project = new();

    public IncrementalRunTests()
    {
        _ = _project.Write("a.txt", "one two\n");
        UseChain();
    }

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task A_first_run_runs_everything_in_the_order_of_needs()
    {
        string ran = await _project.RunAndListAsync();

        Assert.Equal("count double page", ran);
        Assert.Equal("page 2 2\n", _project.Read("out/page"));
    }

    [Fact]
    public async Task A_run_without_changes_runs_nothing()
    {
        _ = await _project.RunAsync();

        RunSummary summary = await _project.RunAsync();

        Assert.True(summary.IsEverythingUpToDate);
        Assert.Equal(3, summary.Counts.UpToDate);
    }

    [Fact]
    public async Task An_edited_input_runs_what_depends_on_it()
    {
        _ = await _project.RunAsync();
        _ = _project.Write("a.txt", "one two three\n");

        string why = _project.Why("count");
        string ran = await _project.RunAndListAsync();

        Assert.StartsWith("input a.txt changed (sha256 ", why, StringComparison.Ordinal);
        Assert.Equal("count double page", ran);
    }

    [Fact]
    public async Task An_input_written_again_with_the_same_content_runs_nothing()
    {
        _ = await _project.RunAsync();
        _ = _project.Write("a.txt", "one two\n");

        string ran = await _project.RunAndListAsync();

        Assert.Equal("", ran);
    }

    [Fact]
    public async Task A_rerun_that_leaves_the_same_behind_stops_there()
    {
        _ = await _project.RunAsync();
        _ = _project.Write("a.txt", "three four\n");

        string ran = await _project.RunAndListAsync();

        Assert.Equal("count", ran);
    }

    [Fact]
    public async Task A_deleted_output_is_made_again()
    {
        _ = await _project.RunAsync();
        File.Delete(_project.PathOf("out/double"));

        string why = _project.Why("double");
        string ran = await _project.RunAndListAsync();

        Assert.Equal("output out/double is missing", why);
        Assert.Equal("double", ran);
    }

    [Fact]
    public async Task An_output_changed_by_hand_is_made_again()
    {
        _ = await _project.RunAsync();
        _ = _project.Write("out/count", "7\n");

        string why = _project.Why("count");
        string ran = await _project.RunAndListAsync();

        Assert.StartsWith("output out/count was touched (sha256 ", why, StringComparison.Ordinal);
        Assert.Equal("count", ran);
        Assert.Equal("2\n", _project.Read("out/count"));
    }

    [Fact]
    public async Task A_changed_command_runs_again_and_says_old_and_new()
    {
        _ = await _project.RunAsync();
        UseChain(page: "cat out/count out/double > out/page");

        string why = _project.Why("page");
        string ran = await _project.RunAndListAsync();

        Assert.Equal(
            "command changed (sh -eu -c echo page $(cat out/count) $(cat out/double) > out… -> sh -eu -c cat out/count out/double > out/page)", why);
        Assert.Equal("page", ran);
    }

    [Fact]
    public async Task Names_tags_and_descriptions_are_no_reason_to_run()
    {
        _ = await _project.RunAsync();
        _project.Plan = new Plan
        {
            Targets = [.. _project.Plan.Targets.Select(target => target with { Description = "new", Tags = ["t"], Metadata = [new NamedValue("k", "v")] })],
        };

        string ran = await _project.RunAndListAsync();

        Assert.Equal("", ran);
    }

    [Fact]
    public async Task A_renamed_need_that_leaves_the_same_behind_runs_alone()
    {
        _ = await _project.RunAsync();
        UseChain(count: "counting");

        string ran = await _project.RunAndListAsync();

        Assert.Equal("counting", ran);
    }

    [Fact]
    public async Task A_variable_of_the_target_is_a_reason_to_run()
    {
        _ = await _project.RunAsync();
        Target page = _project.Plan.Targets.Single(target => target.Id.Value == "page");
        _project.Plan = new Plan
        {
            Targets = [.. _project.Plan.Targets.Where(target => target != page), page with { Environment = [new NamedValue("LEVEL", "2")] }],
        };

        string why = _project.Why("page");

        Assert.Equal("variable LEVEL is new", why);
    }

    [Fact]
    public async Task A_target_that_always_runs_runs_and_passes_on_only_changes()
    {
        _project.UsePlan(
            Shell("stamp", "echo same > out/stamp", outputs: ["out/stamp"]) with { Always = true },
            Shell("use", "cat out/stamp > out/use", inputs: ["out/stamp"], outputs: ["out/use"]));
        _ = await _project.RunAsync();

        string ran = await _project.RunAndListAsync();

        Assert.Equal("stamp", ran);
    }

    [Fact]
    public async Task A_directory_as_output_is_compared_as_a_tree()
    {
        _project.UsePlan(
            Shell("tree", "mkdir -p out/tree/sub; echo 1 > out/tree/sub/x", outputs: ["out/tree"]),
            Shell("use", "cat out/tree/sub/x > out/use", inputs: ["out/tree/sub/x"], outputs: ["out/use"]));
        _ = await _project.RunAsync();
        _ = _project.Write("out/tree/sub/x", "other");

        string ran = await _project.RunAndListAsync();

        Assert.Equal("tree", ran);
    }

    [Fact]
    public async Task A_group_passes_on_what_its_needs_leave_behind()
    {
        _project.UsePlan(
            Shell("a", "cat a.txt > out/a", inputs: ["a.txt"], outputs: ["out/a"]),
            Group("all", "a"),
            Shell("use", "cat out/a > out/use", outputs: ["out/use"], needs: ["all"]));
        _ = await _project.RunAsync();
        _ = _project.Write("a.txt", "other\n");

        string ran = await _project.RunAndListAsync("use");

        Assert.Equal("a use", ran);
    }

    private void UseChain(string count = "count", string page = "echo page $(cat out/count) $(cat out/double) > out/page") => _project.UsePlan(
        Shell(count, "echo $(wc -w < a.txt) > out/count", inputs: ["a.txt"], outputs: ["out/count"]),
        Shell("double", "cat out/count > out/double", inputs: ["out/count"], outputs: ["out/double"]),
        Shell("page", page, inputs: ["out/count", "out/double"], outputs: ["out/page"]));
}
