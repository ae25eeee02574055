using Ketrew.Expander.Promotion;
using Ketrew.Expander.Tests.Expansion;

namespace Ketrew.Expander.Tests.Promotion;

/// <summary>Of each stanza: what was written, what is found, what would be written. Only an edit into something else is a conflict.</summary>
public sealed class ConflictTests : IDisposable
{
    private const string Stanzas = "- loose: { one: echo 1, two: echo 2 }";

    private readonly TrickProject _project = new();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("echo 1", "echo 1", "Current", "")]
    [InlineData("echo 1", "echo 9", "Stale", "")]
    [InlineData("echo 8", "echo 1", "Edited", "target one: echo 8 → echo 1")]
    [InlineData("echo 8", "echo 9", "Edited", "target one: echo 8 → echo 9, both")]
    [InlineData("echo 9", "echo 9", "Stale", "")]
    public async Task Base_found_and_new_decide(string found, string now, string state, string conflicts)
    {
        await PromoteAsync();
        Edit("echo 1", found);

        ExpandedFile file = await ExpandAsync(Stanzas.Replace("echo 1", now, StringComparison.Ordinal));

        Assert.Equal((state, conflicts), (file.Compare().ToString(), Describe(file)));
    }

    [Fact]
    public async Task An_untouched_stanza_goes_when_nothing_stands_for_it_and_an_edited_one_is_a_conflict()
    {
        await PromoteAsync();
        ExpandedFile clean = await ExpandAsync("- loose: { two: echo 2 }");
        PromotionState before = clean.Compare();
        Edit("echo 1", "echo 8");

        Assert.Equal((PromotionState.Stale, PromotionState.Edited), (before, clean.Compare()));
        Assert.Equal("target one: echo 8 → nothing, both", Describe(clean));
    }

    [Fact]
    public async Task A_stanza_added_or_a_comment_removed_by_hand_is_an_edit_outside_of_stanzas()
    {
        ExpandedFile file = await PromoteAsync();
        string text = file.FileText;
        string marker = text.Split('\n').First(line => line.StartsWith("  # target two", StringComparison.Ordinal));

        _project.Write(file.Path.Value, text.Replace($"{marker}\n", "", StringComparison.Ordinal));
        string removed = Describe(file);
        _project.Write(file.Path.Value, text.Replace("stanzas:\n", "stanzas:\n  - group: { name: mine }\n", StringComparison.Ordinal));

        Assert.Equal("outside", removed.Split(';')[0]);
        Assert.Equal("outside", Describe(file));
    }

    [Fact]
    public async Task Stanzas_of_one_name_are_told_apart_by_their_order()
    {
        ExpandedFile file = Assert.Single((await _project.Use("- loose: { one: echo 1, two: echo 2 }\n- default: [one]\n- subdirectory: { path: sub, stanzas: [{ group: { name: g } }, { default: [g] }] }").ExpandAsync()).Files.Value);
        PromotedTree.Apply([file], []);
        Edit("- default:\n            - g", "- default:\n            - g2");

        PromotionConflict.Stanza conflict = Assert.IsType<PromotionConflict.Stanza>(Assert.Single(file.Conflicts()));

        Assert.Contains("g2", conflict.Found, StringComparison.Ordinal);
        Assert.Contains("- g", conflict.Now, StringComparison.Ordinal);
        Assert.False(conflict.IsOutOfDate);
    }

    [Fact]
    public async Task Another_version_of_the_program_that_writes_the_same_leaves_the_file_alone_and_is_told_when_it_does_not()
    {
        ExpandedFile file = await PromoteAsync();
        string line = file.FileText.Split('\n').First(line => line.StartsWith("# ketrew: ", StringComparison.Ordinal));
        Edit(line, "# ketrew: 0.0.1");

        ExpandedFile other = await ExpandAsync("- loose: { one: echo 1 }");

        Assert.Equal((PromotionState.Current, PromotionState.Stale), (file.Compare(), other.Compare()));
        Assert.StartsWith("ketrew 0.0.1 → ", Assert.Single(other.ChangedTools()), StringComparison.Ordinal);
    }

    private async Task<ExpandedFile> PromoteAsync()
    {
        ExpandedFile file = await ExpandAsync(Stanzas);
        PromotedTree.Apply([file], []);
        return file;
    }

    private async Task<ExpandedFile> ExpandAsync(string stanzas) => Assert.Single((await _project.Use(stanzas).ExpandAsync()).Files.Value);

    private void Edit(string before, string after)
    {
        string text = File.ReadAllText(_project["workflow.expanded.yaml"]);
        Assert.Contains(before, text, StringComparison.Ordinal);
        _project.Write("workflow.expanded.yaml", text.Replace(before, after, StringComparison.Ordinal));
    }

    private static string Describe(ExpandedFile file) => string.Join("; ", file.Conflicts().Select(conflict => conflict switch
    {
        PromotionConflict.Stanza stanza => $"{stanza.Name}: {RunOf(stanza.Found)} → {(stanza.Now is null ? "nothing" : RunOf(stanza.Now))}{(stanza.IsOutOfDate ? ", both" : "")}",
        PromotionConflict.Outside => "outside",
        _ => "merge",
    }));

    private static string RunOf(string block) => block.Split('\n').First(line => line.Contains("run: ", StringComparison.Ordinal)).Split("run: ")[1];
}
