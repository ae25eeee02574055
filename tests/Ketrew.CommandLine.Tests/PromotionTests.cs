using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using Ketrew.TestSupport;

namespace Ketrew.CommandLine.Tests;

public sealed partial class PromotionTests : IDisposable
{
    private const string WithoutPower = "setpriv --bounding-set -dac_override,-dac_read_search";

    private readonly TemporaryDirectory _project = new();

    public PromotionTests()
    {
        _project.Write("workflow.yaml", """
            ketrew: 1
            directories: [part]
            stanzas:
              - define:
                  name: greet
                  fields: { whom: list of text }
                  expand:
                    - for: one in whom
                      do:
                        - target: { name: "{{ one }}", run: "echo {{ one }}" }
              # Those who are greeted.
              - greet: { whom: [ada, bob] } # politely
            """ + "\n");
        _project.Write("part/workflow.yaml", "stanzas:\n  - greet: { whom: [eve] }\n");
    }

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task A_conflict_shows_which_stanza_who_changed_it_and_the_difference()
    {
        await RunAsync("--promote");
        Edit("workflow.expanded.yaml", "echo ada", "echo dear ada");
        Edit("workflow.expanded.yaml", "echo bob", "echo dear bob");
        Edit("part/workflow.expanded.yaml", "stanzas:", "stanzas: # mine");
        Edit("workflow.yaml", "echo {{ one }}", "echo '{{ one }}'");
        Edit("workflow.yaml", "[ada, bob]", "[ada]");

        Outcome refused = await RunAsync("--promote");
        Outcome check = await RunAsync("--check");
        Outcome forced = await RunAsync("--promote", "--force");

        Assert.Equal((1, 0), (check.ExitCode, forced.ExitCode));
        Assert.Equal(0, (await RunAsync("--check")).ExitCode);
        await Verify(Digests().Replace(refused.ToString(), "DIGEST"));
    }

    [Fact]
    public async Task Markers_of_a_merge_are_told_with_their_line()
    {
        await RunAsync("--promote");
        Edit("workflow.expanded.yaml", "      run: echo ada\n", "<<<<<<< HEAD\n      run: echo ada\n=======\n      run: echo eda\n>>>>>>> other\n");

        Outcome refused = await RunAsync("--promote");

        int line = 1 + (await File.ReadAllLinesAsync(_project["workflow.expanded.yaml"])).TakeWhile(text => text != "<<<<<<< HEAD").Count();
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains($"workflow.expanded.yaml:{line}: conflict markers of a merge", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Where_one_directory_cannot_be_written_nothing_is_written_anywhere()
    {
        string script = $"chmod u-w part && exec {(Environment.UserName == "root" ? WithoutPower : "")} '{KetrewProgram.FileName}' expand --promote";

        Outcome refused = await KetrewProgram.RunAsync("/bin/sh", _project.FullPath, ["-c", script]);
        File.SetUnixFileMode(_project["part"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        Assert.Equal(3, refused.ExitCode);
        Assert.StartsWith($"error: {_project["part"]}/workflow.expanded.yaml can't be written, so nothing was changed: ", refused.Error, StringComparison.Ordinal);
        Assert.EndsWith($"hint: make `{_project["part"]}` writable\n", refused.Error, StringComparison.Ordinal);
        Assert.Equal(["workflow.yaml"], Directory.GetFiles(_project.FullPath).Select(Path.GetFileName));
        Assert.Equal(["workflow.yaml"], Directory.GetFiles(_project["part"]).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_check_says_first_that_the_program_is_another_one()
    {
        await RunAsync("--promote");
        string text = await File.ReadAllTextAsync(_project["workflow.expanded.yaml"]);
        _project.Write("workflow.expanded.yaml", VersionLine().Replace(text, "# ketrew: 0.0.1"));

        Outcome same = await RunAsync("--check");
        Edit("workflow.yaml", "echo {{ one }}", "echo hello {{ one }}");
        Outcome check = await RunAsync("--check");

        Assert.Equal(new Outcome(0, "", ""), same);
        Assert.Equal(1, check.ExitCode);
        Assert.StartsWith("written with others: ketrew 0.0.1 → ", check.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unpromoting_deletes_what_was_written_and_refuses_what_was_edited()
    {
        await RunAsync("--promote");
        Edit("part/workflow.expanded.yaml", "echo eve", "echo eva");

        Outcome refused = await RunAsync("--unpromote");
        bool isThere = File.Exists(_project["workflow.expanded.yaml"]);
        Outcome forced = await RunAsync("--unpromote", "--force");
        Outcome again = await RunAsync("--unpromote");

        Assert.Equal((2, true), (refused.ExitCode, isThere));
        Assert.Contains("`target part:eve` was edited by hand", refused.Error, StringComparison.Ordinal);
        Assert.Equal(new Outcome(0, "part/workflow.expanded.yaml: deleted\nworkflow.expanded.yaml: deleted\n", ""), forced);
        Assert.Equal(new Outcome(0, "nothing is promoted\n", ""), again);
    }

    [Fact]
    public async Task The_file_of_a_directory_that_is_gone_fails_the_check_and_goes_with_the_next_promotion()
    {
        await RunAsync("--promote");
        File.Delete(_project["part/workflow.yaml"]);
        Edit("workflow.yaml", "directories: [part]", "directories: [\"pa*\"]");
        _project.Write("park/workflow.yaml", "stanzas: []\n");

        Outcome check = await RunAsync("--check");
        Outcome promote = await RunAsync("--promote");

        Assert.Contains("nothing stands for `part/workflow.expanded.yaml` any more", check.Error, StringComparison.Ordinal);
        Assert.EndsWith("part/workflow.expanded.yaml: deleted\n", promote.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stanza_is_ejected_and_the_plan_runs_as_before()
    {
        Outcome first = await KetrewProgram.RunAsync(_project.FullPath, "run");

        Outcome shown = await RunAsync("--eject", "workflow.yaml:12", "--diff");
        Outcome ejected = await RunAsync("--eject", "workflow.yaml:12");
        Outcome second = await KetrewProgram.RunAsync(_project.FullPath, "run", "--dry-run");

        Assert.Equal((0, 0), (first.ExitCode, second.ExitCode));
        Assert.Equal(new Outcome(0, "workflow.yaml:12: `greet` was replaced by 2 stanzas\n", ""), ejected);
        await Verify(shown.ToString());
    }

    [Theory]
    [InlineData("--eject", "greet")]
    [InlineData("--eject", "gret")]
    [InlineData("--promote", "--check")]
    [InlineData("--promote", "--file", "workflow.expanded.yaml")]
    public async Task What_is_not_clear_is_asked_back(params string[] arguments)
    {
        Outcome outcome = await RunAsync(arguments);

        Assert.Equal(2, outcome.ExitCode);
        await Verify(outcome.ToString(), string.Join('_', arguments).Replace("--", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Levels_are_kept_when_asked_for()
    {
        _project.Write("workflow.yaml", (await File.ReadAllTextAsync(_project["workflow.yaml"])).Replace("  # Those", "  - define:\n      name: twice\n      fields: { whom: text }\n      expand:\n        - greet: { whom: [\"{{ whom }}\", \"{{ whom }}-too\"] }\n  - twice: { whom: max }\n  # Those", StringComparison.Ordinal));

        Outcome kept = await RunAsync("--promote", "--keep-intermediate");
        Outcome check = await RunAsync("--check", "--keep-intermediate");
        Outcome without = await RunAsync("--promote");

        Assert.Equal("workflow.level-1.expanded.yaml: written\nworkflow.expanded.yaml: written\npart/workflow.expanded.yaml: written\n", kept.Output);
        Assert.Equal(new Outcome(0, "", ""), check);
        Assert.Equal("workflow.expanded.yaml: unchanged\npart/workflow.expanded.yaml: unchanged\nworkflow.level-1.expanded.yaml: deleted\n", without.Output);
    }

    [Fact]
    public async Task A_deterministic_workflow_passes_the_check_on_the_declared_platforms()
    {
        Edit("workflow.yaml", "ketrew: 1\n", "ketrew: 1\nplatforms: [linux/arm64, windows/x64]\n");

        Outcome check = await RunAsync("--check-determinism");

        Assert.Equal(new Outcome(0, "2 custom stanzas: the same questions and stanzas in another process, order, culture and time zone, the same stanzas on linux/arm64, windows/x64\n", ""), check);
    }

    [Fact]
    public async Task What_is_another_stanza_on_another_platform_fails_the_check_with_the_difference()
    {
        Edit("workflow.yaml", "ketrew: 1\n", "ketrew: 1\nplatforms: [windows/x64]\n");
        Edit("workflow.yaml", "run: \"echo {{ one }}\"", "run: \"echo {{ one }} {{ platform 'os' }}\"");

        Outcome check = await RunAsync("--check-determinism");

        Assert.Equal(1, check.ExitCode);
        await Verify(check.ToString());
    }

    private Task<Outcome> RunAsync(params string[] arguments) => KetrewProgram.RunAsync(_project.FullPath, ["expand", .. arguments]);

    private void Edit(string file, string before, string after)
    {
        string text = File.ReadAllText(_project[file]);
        Assert.Contains(before, text, StringComparison.Ordinal);
        _project.Write(file, text.Replace(before, after, StringComparison.Ordinal));
    }

    [GeneratedRegex("[0-9a-f]{16,64}", RegexOptions.CultureInvariant)]
    private static partial Regex Digests();

    [GeneratedRegex("^# ketrew: .*$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex VersionLine();
}
