using System.Text.RegularExpressions;
using Ketrew.TestSupport;

namespace Ketrew.CommandLine.Tests;

public sealed partial class StarterTests(StarterProject starter) : IClassFixture<StarterProject>
{
    [Fact]
    public async Task Init_says_what_it_wrote_and_what_to_type_next() => await Verify(starter.Init.ToString());

    [Fact]
    public void The_first_run_builds_the_plugin_and_makes_everything()
    {
        using TemporaryDirectory project = starter.Copy();

        Assert.Equal(0, starter.FirstRun.ExitCode);
        Assert.StartsWith("done: 3 ran in ", starter.FirstRun.Output, StringComparison.Ordinal);
        Assert.Contains("the", File.ReadAllText(project["out/summary.txt"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_run_is_up_to_date_and_starts_no_plugin_host()
    {
        using TemporaryDirectory project = starter.Copy();

        Outcome run = await KetrewProgram.RunAsync(project.FullPath, "run");
        Outcome explain = await KetrewProgram.RunAsync(project.FullPath, "expand", "--explain");

        Assert.Equal(new Outcome(0, "up to date (3 targets)\n", ""), run);
        Assert.Contains("1 from the cache, 0 expanded; the plugin host was not started", explain.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_schema_that_the_workflow_names_is_complete_after_the_first_run()
    {
        using TemporaryDirectory project = starter.Copy();

        Outcome schema = await KetrewProgram.RunAsync(project.FullPath, "schema");

        Assert.Equal("", schema.Error);
        Assert.Equal(File.ReadAllText(project[".ketrew/workflow.schema.json"]), schema.Output);
        Assert.Contains("How many words of each text are kept.", schema.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_comment_of_a_stanza_that_was_edited_is_in_the_schema()
    {
        using TemporaryDirectory project = starter.Copy();
        string source = project["stanzas/WordCount/WordCountStanza.cs"];
        File.WriteAllText(source, File.ReadAllText(source).Replace("How many words of each text are kept.", "Where to stop.", StringComparison.Ordinal));

        Outcome schema = await KetrewProgram.RunAsync(project.FullPath, "schema", "--output", "kept.json");

        Assert.Equal(0, schema.ExitCode);
        Assert.Contains("Where to stop.", File.ReadAllText(project["kept.json"]), StringComparison.Ordinal);
        Assert.Equal(File.ReadAllText(project["kept.json"]), File.ReadAllText(project[".ketrew/workflow.schema.json"]));
    }

    [Fact]
    public async Task An_edited_text_runs_only_what_depends_on_it()
    {
        using TemporaryDirectory project = starter.Copy();
        project.Write("texts/raven.txt", "quoth quoth quoth");

        Outcome run = await KetrewProgram.RunAsync(project.FullPath, "run");

        Assert.Equal(["done count-raven", "done summary"], TargetLines(run.Error));
    }

    [Fact]
    public async Task An_edit_that_changes_no_result_stops_early()
    {
        using TemporaryDirectory project = starter.Copy();
        File.AppendAllText(project["texts/raven.txt"], "\n\n");

        Outcome run = await KetrewProgram.RunAsync(project.FullPath, "run");

        Assert.Equal(["done count-raven"], TargetLines(run.Error));
    }

    [Fact]
    public async Task A_new_text_expands_the_stanza_again_and_names_the_changed_answer()
    {
        using TemporaryDirectory project = starter.Copy();
        project.Write("texts/new.txt", "one two");

        Outcome explain = await KetrewProgram.RunAsync(project.FullPath, "expand", "--explain");
        Outcome run = await KetrewProgram.RunAsync(project.FullPath, "run");

        await Verify(explain.ToString());
        Assert.Equal(["done count-new", "done summary"], TargetLines(run.Error));
    }

    [Fact]
    public async Task The_expanded_workflow_reads_well() =>
        await Verify((await ExpandAsync()).ToString());

    [Fact]
    public async Task What_was_promoted_runs_without_plugins_and_is_up_to_date()
    {
        using TemporaryDirectory project = starter.Copy();
        Outcome promote = await KetrewProgram.RunAsync(project.FullPath, "expand", "--promote");
        Directory.Delete(project["stanzas"], recursive: true);
        Directory.Delete(project[".ketrew/cache"], recursive: true);

        Outcome run = await KetrewProgram.RunAsync(project.FullPath, "run", "--file", "workflow.expanded.yaml");

        Assert.Equal("workflow.expanded.yaml: written\n", promote.Output);
        Assert.Equal(new Outcome(0, "up to date (3 targets)\n", ""), run);
    }

    [Fact]
    public async Task Promoting_twice_changes_nothing_and_the_check_agrees()
    {
        using TemporaryDirectory project = starter.Copy();
        await KetrewProgram.RunAsync(project.FullPath, "expand", "--promote");
        byte[] first = await File.ReadAllBytesAsync(project["workflow.expanded.yaml"]);

        Outcome again = await KetrewProgram.RunAsync(project.FullPath, "expand", "--promote");
        Outcome check = await KetrewProgram.RunAsync(project.FullPath, "expand", "--check");

        Assert.Equal("workflow.expanded.yaml: unchanged\n", again.Output);
        Assert.Equal(first, await File.ReadAllBytesAsync(project["workflow.expanded.yaml"]));
        Assert.Equal(new Outcome(0, "", ""), check);
    }

    [Fact]
    public async Task A_promoted_file_edited_by_hand_is_shown_and_kept()
    {
        using TemporaryDirectory project = starter.Copy();
        await KetrewProgram.RunAsync(project.FullPath, "expand", "--promote");
        string edited = (await File.ReadAllTextAsync(project["workflow.expanded.yaml"])).Replace("head -n 5", "head -n 6", StringComparison.Ordinal);
        await File.WriteAllTextAsync(project["workflow.expanded.yaml"], edited);
        project.Write("texts/new.txt", "one two");

        Outcome refused = await KetrewProgram.RunAsync(project.FullPath, "expand", "--promote");
        Outcome check = await KetrewProgram.RunAsync(project.FullPath, "expand", "--check");

        Assert.Equal(edited, await File.ReadAllTextAsync(project["workflow.expanded.yaml"]));
        Assert.Equal((2, 1), (refused.ExitCode, check.ExitCode));
        await Verify(Digests().Replace(refused.ToString(), "DIGEST"));
    }

    [Fact]
    public async Task A_file_that_ketrew_did_not_write_is_never_touched()
    {
        using TemporaryDirectory project = starter.Copy();
        project.Write("workflow.expanded.yaml", "mine\n");

        Outcome promote = await KetrewProgram.RunAsync(project.FullPath, "expand", "--promote", "--force");

        Assert.Equal(2, promote.ExitCode);
        Assert.Equal("mine\n", await File.ReadAllTextAsync(project["workflow.expanded.yaml"]));
    }

    [Fact]
    public async Task An_edited_plugin_is_built_again_and_says_so()
    {
        using TemporaryDirectory project = starter.Copy();
        string source = project["stanzas/WordCount/WordCountStanza.cs"];
        await File.WriteAllTextAsync(source, (await File.ReadAllTextAsync(source)).Replace("\"count-", "\"tally-", StringComparison.Ordinal));

        Outcome explain = await KetrewProgram.RunAsync(project.FullPath, "expand", "--explain");

        Assert.Contains("the plugin `stanzas/WordCount` changed", explain.Output, StringComparison.Ordinal);
        Assert.Contains("building", explain.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_names_the_chain_from_the_plugin_line_to_the_declaration()
    {
        using TemporaryDirectory project = starter.Copy();

        await Verify((await KetrewProgram.RunAsync(project.FullPath, "explain", "count-raven")).ToString());
    }

    [Fact]
    public async Task A_wrong_field_of_a_custom_stanza_points_at_the_field()
    {
        using TemporaryDirectory project = starter.Copy();
        string workflow = await File.ReadAllTextAsync(project["workflow.yaml"]);
        project.Write("workflow.yaml", workflow.Replace("top: 5", "topp: five", StringComparison.Ordinal));

        Outcome first = await KetrewProgram.RunAsync(project.FullPath, "run");
        Outcome cached = await KetrewProgram.RunAsync(project.FullPath, "run");

        Assert.Equal(first, cached);
        await Verify(first.ToString());
    }

    private async Task<Outcome> ExpandAsync()
    {
        using TemporaryDirectory project = starter.Copy();
        return await KetrewProgram.RunAsync(project.FullPath, "expand");
    }

    private static string[] TargetLines(string error) =>
        [.. error.Split('\n').Select(line => TargetLine().Match(line)).Where(match => match.Success).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"^\[\d+/\d+\] (.*) \(.*\)$", RegexOptions.CultureInvariant)]
    private static partial Regex TargetLine();

    [GeneratedRegex("[0-9a-f]{16,64}", RegexOptions.CultureInvariant)]
    private static partial Regex Digests();
}
