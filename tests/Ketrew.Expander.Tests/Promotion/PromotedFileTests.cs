using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Ketrew.Expander.Promotion;
using Ketrew.Expander.Tests.Expansion;

namespace Ketrew.Expander.Tests.Promotion;

public sealed class PromotedFileTests : IDisposable
{
    private const string Stanzas =
        """
        - target: { name: written, run: "echo\n\n# no comment\n", inputs: ["*.in"] }
        - loose: { one: "echo 1\necho 2", two: echo }
        - emit: { items: [{ kind: countdown, into: deep/er, fields: { from: 2 } }] }
        - default: [one]
        """;

    private readonly TrickProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task A_promoted_file_is_accepted_as_it_is()
    {
        _project.Write("x.in", "").Use(Stanzas, "args: { a: 1 }");

        ExpandedFile file = Assert.Single((await _project.ExpandAsync()).Files.Value);

        await Verify(WithoutPluginDigests(file.FileText));
        await Verify(file.ReadableText, "readable");
    }

    [Fact]
    public async Task Every_edit_of_a_line_is_noticed_also_when_the_file_is_out_of_date()
    {
        ExpandedFile then = await PromoteAsync();
        ExpandedFile now = Assert.Single((await _project.Use(Stanzas + "\n- group: { name: later }").ExpandAsync()).Files.Value);
        string[] lines = then.FileText.Split('\n');

        Assert.Equal((PromotionState.Current, PromotionState.Stale), (then.Compare(), now.Compare()));
        Prop.ForAll(EditOf(lines).ToArbitrary(), edited =>
        {
            _project.Write(then.Path.Value, string.Join('\n', edited));
            PromotionState expected = edited[0] == lines[0] ? PromotionState.Edited : PromotionState.Foreign;
            return then.Compare() == expected && now.Compare() == expected;
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("# digest: ", PromotionState.Stale)]
    [InlineData("# ketrew: ", PromotionState.Current)]
    public async Task Without_a_line_that_follows_from_the_rest_nothing_is_lost(string line, PromotionState state)
    {
        ExpandedFile file = await PromoteAsync();

        _project.Write(file.Path.Value, string.Join('\n', file.FileText.Split('\n').Where(text => !text.StartsWith(line, StringComparison.Ordinal))));

        Assert.Equal(state, file.Compare());
    }

    [Fact]
    public async Task An_edit_is_shown_by_the_stanza_it_is_in()
    {
        ExpandedFile file = await PromoteAsync();
        _project.Write(file.Path.Value, file.FileText.Replace("echo 2", "echo 3", StringComparison.Ordinal));

        PromotionConflict.Stanza conflict = Assert.IsType<PromotionConflict.Stanza>(Assert.Single(file.Conflicts()));
        Assert.Equal(("target one", false), (conflict.Name, conflict.IsOutOfDate));
        Assert.Equal("  # target one", File.ReadLines(_project[file.Path.Value]).ElementAt(conflict.Line - 1)[..14]);
    }

    [Theory]
    [InlineData("\r\n", PromotionState.Current)]
    [InlineData("\r", PromotionState.Foreign)]
    [InlineData("\u2028", PromotionState.Foreign)]
    public async Task Line_ends_that_git_writes_are_no_edit(string end, PromotionState state)
    {
        ExpandedFile file = await PromoteAsync();

        _project.Write(file.Path.Value, file.FileText.Replace("\n", end, StringComparison.Ordinal));

        Assert.Equal(state, file.Compare());
    }

    [Fact]
    public async Task A_merge_with_conflicts_is_told_as_such()
    {
        ExpandedFile file = await PromoteAsync();
        _project.Write(file.Path.Value, file.FileText.Replace("      name: two\n", "<<<<<<< ours\n      name: two\n=======\n      name: three\n>>>>>>> theirs\n", StringComparison.Ordinal));

        Assert.Equal(PromotionState.Edited, file.Compare());
        PromotionConflict.Merge conflict = Assert.IsType<PromotionConflict.Merge>(file.Conflicts()[0]);
        Assert.StartsWith("<<<<<<<", File.ReadLines(_project[file.Path.Value]).ElementAt(conflict.Line - 1), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ketrew: 1\nstanzas: []\n")]
    [InlineData("\n# ketrew-expanded: 1\n")]
    public async Task A_file_without_our_first_line_is_foreign(string text)
    {
        ExpandedFile file = await PromoteAsync();

        _project.Write(file.Path.Value, text);

        Assert.Equal(PromotionState.Foreign, file.Compare());
    }

    [Fact]
    public async Task A_directory_and_a_link_that_leads_nowhere_are_foreign()
    {
        ExpandedFile file = await PromoteAsync();
        File.Delete(_project[file.Path.Value]);

        Directory.CreateDirectory(_project[file.Path.Value]);
        PromotionState directory = file.Compare();
        Directory.Delete(_project[file.Path.Value]);
        File.CreateSymbolicLink(_project[file.Path.Value], "nowhere");
        PromotionState link = file.Compare();

        Assert.Equal((PromotionState.Foreign, PromotionState.Foreign), (directory, link));
    }

    [Fact]
    public async Task Another_plugin_with_the_same_result_is_told_by_name()
    {
        ExpandedFile then = await PromoteAsync();
        File.WriteAllBytes(_project["lib/Tricks.dll"], [.. File.ReadAllBytes(_project["lib/Tricks.dll"]), 0]);

        ExpandedFile now = Assert.Single((await _project.ExpandAsync()).Files.Value);

        Assert.Empty(then.ChangedTools());
        Assert.StartsWith("plugin lib/Tricks.dll sha256:", Assert.Single(now.ChangedTools()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_of_places_never_leave_their_comment()
    {
        _project.Use("- forge: {}\n- emit: { items: [{ kind: group, into: \"a\\n- target: { name: b, run: echo }\\u2028\", fields: { name: g } }] }");
        ExpandedFile file = Assert.Single((await _project.ExpandAsync()).Files.Value);
        PromotedTree.Apply([file], []);

        ExpansionResult promoted = await _project.ExpandAsync("workflow.expanded.yaml");

        Assert.Equal(2, promoted.Plan!.Targets.Count);
        Assert.Equal(PromotionState.Current, file.Compare());
    }

    private async Task<ExpandedFile> PromoteAsync()
    {
        ExpandedFile file = Assert.Single((await _project.Write("x.in", "").Use(Stanzas).ExpandAsync()).Files.Value);
        PromotedTree.Apply([file], []);
        return file;
    }

    private static Gen<string[]> EditOf(string[] lines) =>
        from at in Gen.Elements(Enumerable.Range(0, lines.Length - 1).Where(i => !IsForUs(lines[i])))
        from kind in Gen.Choose(0, 3)
        from column in Gen.Choose(0, 200)
        let line = lines[at]
        select kind switch
        {
            0 => [.. lines[..at], .. lines[(at + 1)..]],
            1 => [.. lines[..at], line, "      # a remark", .. lines[(at + 1)..]],
            2 => [.. lines[..at], line + " ", .. lines[(at + 1)..]],
            _ => (string[])[.. lines[..at], Flip(line, column % Math.Max(1, line.Length)), .. lines[(at + 1)..]],
        };

    // What they say follows from the rest: there is nothing to lose.
    private static bool IsForUs(string line) => line.StartsWith("# digest: ", StringComparison.Ordinal) || line.StartsWith("# ketrew: ", StringComparison.Ordinal);

    private static string Flip(string line, int column) => line.Length == 0 ? "x" : $"{line[..column]}{(line[column] == 'x' ? 'y' : 'x')}{line[(column + 1)..]}";

    // They differ from build to build.
    private static string WithoutPluginDigests(string text) => Regex.Replace(text, "(?<=^# (plugin: .* sha256|digest|ketrew): ?)[0-9a-f.]+$", "…", RegexOptions.Multiline);
}
