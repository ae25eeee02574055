using System.Text.Json.Nodes;
using Ketrew.Expander.Diagnostics;
using Ketrew.Expander.Hosting;
using Ketrew.Expander.Schemas;
using Ketrew.Expander.Tests.Expansion;
using Ketrew.Expander.Tests.Plugins;
using Ketrew.Sdk;
using Ketrew.TestSupport;

namespace Ketrew.Expander.Tests.Schemas;

public sealed class PluginSchemaTests : IDisposable
{
    private readonly TrickProject _project = new();

    public PluginSchemaTests() => _project.Use("  - word-count: { texts: \"*.txt\" }", "as: tricks");

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task Custom_stanzas_are_described_as_they_are_bound()
    {
        JsonNode schema = JsonNode.Parse((await DescribeAsync()).Text!)!;

        await Snapshot.Verify($"{schema["definitions"]!["stanza"]!["properties"]!["word-count"]}\n{schema["definitions"]!["word-count.Fields"]}\n{schema["definitions"]!["misbehave.Fields"]}");
    }

    [Theory]
    [InlineData("{ word-count: { texts: \"*.txt\", top: 3 } }", true)]
    [InlineData("{ word-count: { texts: [a, \"!b\"], top: \"3\" } }", true)]
    [InlineData("{ word-count: { texts: a, top: null } }", true)]
    [InlineData("{ misbehave: { deed: throw-in_lambda } }", true)]
    [InlineData("{ word-count: { texts: a, top: many } }", false)]
    [InlineData("{ word-count: { text: a } }", false)]
    [InlineData("{ word-count: null }", false)]
    [InlineData("{ misbehave: { deed: sing } }", false)]
    [InlineData("{ word-counts: { texts: a } }", false)]
    public async Task A_custom_stanza_is_right_or_refused(string stanza, bool isRight)
    {
        string schema = (await DescribeAsync()).Text!;

        IReadOnlyList<string> problems = await SchemaValidator.ValidateAsync(schema, [Json.Read($"{{ ketrew: 1, stanzas: [{stanza}] }}")]);

        Assert.Equal(isRight, problems[0].Length == 0);
    }

    [Fact]
    public async Task What_a_plugin_said_is_remembered_until_it_changes()
    {
        WorkflowSchema first = await DescribeAsync();

        // Any start of this host would fail.
        _project.Host = new PluginHostOptions { Location = new PluginHostLocation(_project["nothing"], []) };
        WorkflowSchema second = await DescribeAsync();

        Assert.Equal(first.Text, second.Text);
    }

    [Fact]
    public async Task A_directory_sees_what_is_in_scope_there()
    {
        _project.Write("workflow.yaml", "ketrew: 1\nproject: a\ndirectories: [inner]\nplugins:\n  - assembly: lib/Samples.dll\n");
        _project.Write("inner/workflow.yaml", "project: b\nplugins:\n  - { assembly: ../lib/Tricks.dll, as: t }\n");

        string[] outer = StanzasOf((await DescribeAsync()).Text!);
        string[] inner = StanzasOf((await DescribeAsync("inner")).Text!);

        Assert.Contains("word-count", outer);
        Assert.DoesNotContain("word-count", inner);
        Assert.DoesNotContain(outer, name => name.StartsWith("t.", StringComparison.Ordinal));
        Assert.Contains(inner, name => name.StartsWith("t.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_that_names_its_schema_keeps_it_current()
    {
        string text = File.ReadAllText(_project["workflow.yaml"]);
        _project.Write("workflow.yaml", $"# yaml-language-server: $schema=.ketrew/workflow.schema.json\n{text}");
        _project.Write("a.txt", "");

        _ = await _project.PlanAsync();

        Assert.Equal((await DescribeAsync()).Text, File.ReadAllText(_project[".ketrew/workflow.schema.json"]));
    }

    [Theory]
    [InlineData("workflow.schema.json")]
    [InlineData("https://example.org/.ketrew/workflow.schema.json")]
    [InlineData(".ketrew/../workflow.schema.json")]
    [InlineData(".ketrew/state.db")]
    public async Task A_file_outside_of_the_state_directory_is_never_written(string named)
    {
        _project.Write("workflow.yaml", $"# yaml-language-server: $schema={named}\n{File.ReadAllText(_project["workflow.yaml"])}");
        string[] before = [.. Directory.EnumerateFiles(_project.Root)];

        _ = await _project.ExpandAsync();

        Assert.Equal(before.Order(), Directory.EnumerateFiles(_project.Root).Order());
        Assert.Equal([_project[".ketrew/.gitignore"]], Directory.EnumerateFiles(_project[".ketrew"]));
    }

    [Fact]
    public async Task A_plugin_that_cant_be_loaded_is_told_and_its_stanzas_take_anything()
    {
        PluginBuilds.CopyTo(_project["lib"], "Broken");
        _project.Write("workflow.yaml", "ketrew: 1\nplugins:\n  - assembly: lib/Broken.dll\nstanzas: []\n");

        WorkflowSchema schema = await DescribeAsync();

        Assert.Contains("twice", StanzasOf(schema.Text!));
        await Snapshot.Verify(new DiagnosticRenderer(file => File.ReadAllText(_project[file])).Render(schema.Diagnostics));
    }

    private Task<WorkflowSchema> DescribeAsync(string directory = "") => WorkflowSchema.DescribeAsync(
        new ExpanderOptions { Root = _project.Root, SdkDirectory = PluginBuilds.SdkFolder, PluginHost = _project.Host },
        directory.Length == 0 ? ProjectPath.Root : ProjectPath.Parse(directory),
        isIncluded: false,
        CancellationToken.None);

    private static string[] StanzasOf(string schema) => [.. JsonNode.Parse(schema)!["definitions"]!["stanza"]!["properties"]!.AsObject().Select(property => property.Key)];
}
