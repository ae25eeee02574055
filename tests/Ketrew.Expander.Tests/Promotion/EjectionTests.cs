using System.Runtime.Versioning;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Ketrew.Expander.Promotion;
using Ketrew.Expander.Tests.Expansion;
using Ketrew.Sdk.Planning;

namespace Ketrew.Expander.Tests.Promotion;

public sealed class EjectionTests : IDisposable
{
    private const string Written =
        """
        ketrew: 1   # the version
        plugins:
          - assembly: lib/Tricks.dll
        stanzas:

          # Above.
          - loose: # beside
              # inside
              one: "echo 1 # no comment"   # with one

              two: |
                echo 2

                # of the shell
            # still inside

          # Below.
          - target: {name: 'plain',   run: "true"} # odd spacing
          - subdirectory:
              path: sub
              stanzas:
                - emit: { items: [{ kind: group, into: sub/deeper, fields: { name: g } }] }
          - countdown: { from: 2 }

        """;

    private readonly TrickProject _project = new();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("loose")]
    [InlineData("workflow.yaml:10")]
    [InlineData("workflow.yaml:7:5")]
    [InlineData("./workflow.yaml:12")]
    [InlineData("7")]
    public async Task A_stanza_is_meant_by_its_kind_or_by_any_of_its_lines(string typed)
    {
        Ejection.Ready ready = await Eject(Written, typed);

        Assert.Equal(("loose", 7, 2), (ready.Stanza, ready.Span.Line, ready.Count));
        await Verify(ready.After, "loose");
    }

    [Theory]
    [InlineData("emit")]
    [InlineData("countdown")]
    public async Task What_stands_in_another_directory_or_levels_below_is_written_out(string typed) =>
        await Verify((await Eject(Written, typed)).After, typed);

    [Theory]
    [InlineData("loose")]
    [InlineData("emit")]
    [InlineData("countdown")]
    public async Task The_plan_stays_and_the_rest_of_the_file_stays_byte_for_byte(string typed)
    {
        Ejection.Ready ready = await Eject(Written, typed);
        Plan before = await _project.PlanAsync();

        ready.Write();
        Plan after = await _project.PlanAsync();

        Assert.Equal(before.WithoutProvenance(), after.WithoutProvenance());
        Assert.Equal(ready.After, File.ReadAllText(_project["workflow.yaml"]));
        Assert.All(Written.Split('\n')[..6], (line, i) => Assert.Equal(line, ready.After.Split('\n')[i]));
        Assert.All(Written.Split('\n').Where(line => line.Contains('#', StringComparison.Ordinal)), line => Assert.Contains(line[line.LastIndexOf('#')..], ready.After, StringComparison.Ordinal));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Line_ends_byte_order_mark_mode_and_a_missing_last_line_end_are_kept()
    {
        string windows = Written.TrimEnd('\n').ReplaceLineEndings("\r\n");
        _project.Write("workflow.yaml", "");
        File.WriteAllBytes(_project["workflow.yaml"], [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(windows)]);
        File.SetUnixFileMode(_project["workflow.yaml"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        Assert.IsType<Ejection.Ready>(Ejection.Of(await _project.ExpandAsync(), "countdown")).Write();

        byte[] bytes = File.ReadAllBytes(_project["workflow.yaml"]);
        string text = Encoding.UTF8.GetString(bytes);
        Assert.StartsWith("\uFEFFketrew: 1   # the version\r\n", text, StringComparison.Ordinal);
        Assert.EndsWith("      name: lift-off", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', text.Replace("\r\n", "", StringComparison.Ordinal));
        Assert.True(File.GetUnixFileMode(_project["workflow.yaml"]).HasFlag(UnixFileMode.UserExecute));
    }

    [Fact]
    public async Task A_stanza_that_stands_for_nothing_leaves_only_its_comments()
    {
        _project.Write("workflow.yaml", "ketrew: 1\nplugins: [{ assembly: lib/Tricks.dll }]\nstanzas:\n  # before\n  - complain: { warning: hm } # that\n  # after\n");

        Ejection.Ready ready = Assert.IsType<Ejection.Ready>(Ejection.Of(await _project.ExpandAsync(), "complain"));

        Assert.EndsWith("stanzas:\n  # before\n  # that\n  # after\n", ready.After, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("looose", "there is no custom stanza `looose`", "did you mean `loose`?")]
    [InlineData("workflow.yaml:18", "`target` at workflow.yaml:18:5 stands for itself", "ketrew expand --eject workflow.yaml:7")]
    [InlineData("3", "there is no custom stanza `3`", "ketrew expand --eject workflow.yaml:7")]
    [InlineData("other.yaml:7", "there is no custom stanza `other.yaml:7`", "ketrew expand --eject workflow.yaml:7")]
    public async Task What_is_no_custom_stanza_is_refused_with_one_that_is(string typed, string problem, string hint)
    {
        _project.Write("workflow.yaml", Written);

        Assert.Equal(new Ejection.Refused(problem, hint), Ejection.Of(await _project.ExpandAsync(), typed));
    }

    [Theory]
    [InlineData("  - loose: { a: echo }\n  - loose: { b: echo }\n", "`loose` stands at workflow.yaml:4, workflow.yaml:5")]
    [InlineData("  [{ loose: { a: echo } }]\n", "`loose` at workflow.yaml:4:6 can't be cut out of the text around it")]
    [InlineData("  - loose: { a: &run echo }\n  - target: { name: b, run: *run }\n", "`loose` at workflow.yaml:4:5 can't be cut out of the text around it")]
    [InlineData("  - &stanza\n    loose: { a: echo }\n", "`loose` at workflow.yaml:5:5 can't be cut out of the text around it")]
    [InlineData("  - include: part.yaml\n  - subdirectory: { path: sub, stanzas: [{ include: part.yaml }] }\n", "`loose` at part.yaml:2:5 stands in several places of the workflow")]
    public async Task What_is_ambiguous_or_bound_to_other_text_is_refused(string stanzas, string problem)
    {
        _project.Write("part.yaml", "stanzas:\n  - loose: { a: echo }\n").Write("sub/part.yaml", "stanzas: []\n");
        _project.Write("workflow.yaml", $"ketrew: 1\nplugins: [{{ assembly: lib/Tricks.dll }}]\nstanzas:\n{stanzas}".Replace("include: part.yaml }]", "include: ../part.yaml }]", StringComparison.Ordinal));

        Ejection.Refused refused = Assert.IsType<Ejection.Refused>(Ejection.Of(await _project.ExpandAsync(), "loose"));

        Assert.Equal(problem, refused.Problem);
    }

    [Fact]
    public async Task A_stanza_of_an_included_file_is_replaced_there()
    {
        _project.Write("part.yaml", "stanzas:\n- loose: { a: echo }\n").Write("workflow.yaml", "ketrew: 1\nplugins: [{ assembly: lib/Tricks.dll }]\nstanzas: [{ include: part.yaml }]\n");

        Ejection.Ready ready = Assert.IsType<Ejection.Ready>(Ejection.Of(await _project.ExpandAsync(), "part.yaml:2"));

        Assert.Equal("stanzas:\n- target:\n    name: a\n    run: echo\n", ready.After);
    }

    [Fact]
    public void Whatever_is_ejected_the_plan_stays() =>
        Prop.ForAll(RandomWorkflow.Any, workflow => EjectAll(workflow).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(8));

    private static async Task EjectAll(RandomWorkflow workflow)
    {
        using TrickProject project = new();
        workflow.WriteTo(project);
        project.Write("x.in", "").Write("parts/a/y.in", "").Write("s1-a.txt", "").Write("parts/b c/s2-b.txt", "");
        Plan before = await project.PlanAllowingWarningsAsync("workflow.yaml");
        ExpansionResult result = await project.ExpandAsync();
        while (result.Stanzas.FirstOrDefault(report => report.Depth == 0) is { Span: { } span })
        {
            Ejection ejection = Ejection.Of(result, $"{span}");
            Assert.True(ejection is Ejection.Ready, $"{ejection}");
            ((Ejection.Ready)ejection).Write();
            result = await project.ExpandAsync();
            Assert.Equal(before.WithoutProvenance(), result.Plan?.WithoutProvenance());
        }
    }

    private async Task<Ejection.Ready> Eject(string text, string typed)
    {
        _project.Write("workflow.yaml", text);
        return Assert.IsType<Ejection.Ready>(Ejection.Of(await _project.ExpandAsync(), typed));
    }
}
