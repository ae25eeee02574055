using System.Text.RegularExpressions;
using Ketrew.Expander.Promotion;
using Ketrew.Expander.Tests.Expansion;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Tests.Promotion;

public sealed class PromotedTreeTests : IDisposable
{
    private readonly TrickProject _project = new();

    public PromotedTreeTests()
    {
        _project.Write("workflow.yaml", "ketrew: 1\nplugins: [{ assembly: lib/Tricks.dll }]\ndirectories: [parts/*]\nstanzas:\n  - countdown: { from: 2 }\n");
        _project.Write("parts/a/workflow.yaml", "stanzas:\n  - loose: { a: echo }\n");
        _project.Write("parts/b/workflow.yaml", "stanzas:\n  - loose: { b: echo }\n");
    }

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task A_directory_that_is_gone_leaves_every_file_as_it_was_and_nothing_beside_them()
    {
        await PromoteAsync();
        string[] before = FilesIn("");
        string root = File.ReadAllText(_project["workflow.expanded.yaml"]);
        _project.Write("workflow.yaml", File.ReadAllText(_project["workflow.yaml"]) + "  - group: { name: later }\n");
        ExpansionResult result = await _project.ExpandAsync();
        Directory.Move(_project["parts/b"], _project["elsewhere"]);

        KetrewException failure = Assert.Throws<KetrewException>(() => PromotedTree.Apply(result.Files.Value, []));

        Directory.Move(_project["elsewhere"], _project["parts/b"]);
        Assert.Contains("parts/b/workflow.expanded.yaml can't be written, so nothing was changed", failure.Message, StringComparison.Ordinal);
        Assert.Equal(root, File.ReadAllText(_project["workflow.expanded.yaml"]));
        Assert.Equal(before, FilesIn(""));
    }

    [Fact]
    public async Task What_fails_after_the_first_file_was_written_is_undone()
    {
        ExpansionResult result = await _project.ExpandAsync();
        _project.Write("workflow.expanded.yaml", "what was there");
        _project.Write("parts/b/workflow.expanded.yaml/in-the-way", "");
        string[] before = FilesIn("");

        Assert.Throws<KetrewException>(() => PromotedTree.Apply(result.Files.Value, []));

        Assert.Equal("what was there", File.ReadAllText(_project["workflow.expanded.yaml"]));
        Assert.Equal(before, FilesIn(""));
    }

    [Fact]
    public async Task Promotion_removes_the_file_of_a_directory_whose_workflow_file_is_gone_and_no_other()
    {
        await PromoteAsync();
        File.Delete(_project["parts/a/workflow.yaml"]);
        _project.Write("vendor/workflow.expanded.yaml", File.ReadAllText(_project["workflow.expanded.yaml"]));
        _project.Write("parts/c/workflow.expanded.yaml", "stanzas: []\n");

        ExpansionResult result = await _project.ExpandAsync();

        Assert.Equal(["parts/a/workflow.expanded.yaml"], PromotedTree.LeftOver(result, result.Files.Value).Select(file => file.Path.Value));
    }

    [Fact]
    public async Task Each_level_is_a_file_with_the_stanzas_of_that_level_and_goes_when_it_is_not_kept()
    {
        ExpansionResult result = await _project.ExpandAsync();
        ExpandedFile[] files = [.. PromotedTree.Levels(result), .. result.Files.Value];
        PromotedTree.Apply(files, []);

        ExpansionResult after = await _project.ExpandAsync();

        Assert.Equal(["workflow.level-1.expanded.yaml", "workflow.level-2.expanded.yaml"], PromotedTree.Levels(result).Select(file => file.Path.Value));
        Assert.Equal(
            ["workflow.level-1.expanded.yaml", "workflow.level-2.expanded.yaml"],
            PromotedTree.LeftOver(after, after.Files.Value).Select(file => file.Path.Value));
        Assert.Empty(PromotedTree.LeftOver(after, files));
        Assert.All(files, file => Assert.Equal(PromotionState.Current, file.Compare()));
        await Verify(Regex.Replace(files[0].FileText, "(?<=sha256:|digest: |ketrew: )[0-9a-f.]+$", "…", RegexOptions.Multiline));
    }

    [Fact]
    public async Task Every_promoted_file_is_found_again_though_nothing_can_be_expanded_any_more()
    {
        await PromoteAsync();
        Directory.Delete(_project["lib"], recursive: true);
        _project.Write("parts/b/workflow.expanded.yaml", "mine\n");

        IReadOnlyList<PromotedFile> found = PromotedTree.Find(_project.Options(), out IReadOnlyList<PromotedFile> foreign);

        Assert.Equal(["parts/a/workflow.expanded.yaml", "workflow.expanded.yaml"], found.Select(file => file.Path.Value));
        Assert.Equal(["parts/b/workflow.expanded.yaml"], foreign.Select(file => file.Path.Value));
    }

    [Fact]
    public async Task The_promoted_root_is_found_though_the_root_file_is_no_yaml_any_more()
    {
        await PromoteAsync();
        _project.Write("workflow.yaml", "ketrew: [");

        Assert.Equal(["workflow.expanded.yaml"], PromotedTree.Find(_project.Options(), out _).Select(file => file.Path.Value));
    }

    [Fact]
    public async Task Writing_through_a_link_keeps_the_link()
    {
        _project.Write("generated/here.yaml", "");
        File.CreateSymbolicLink(_project["workflow.expanded.yaml"], "generated/here.yaml");

        await PromoteAsync();

        Assert.Equal("generated/here.yaml", new FileInfo(_project["workflow.expanded.yaml"]).LinkTarget);
        Assert.StartsWith("# ketrew-expanded: 1\n", File.ReadAllText(_project["generated/here.yaml"]), StringComparison.Ordinal);
    }

    private async Task PromoteAsync() => PromotedTree.Apply((await _project.ExpandAsync()).Files.Value, []);

    private string[] FilesIn(string directory) => [.. Directory.GetFileSystemEntries(_project[directory], "*", SearchOption.AllDirectories).Where(path => !path.Contains("/.ketrew/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
}
