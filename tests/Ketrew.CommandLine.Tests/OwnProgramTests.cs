using System.Text.Json.Nodes;
using Ketrew.TestSupport;

namespace Ketrew.CommandLine.Tests;

/// <summary>A program that somebody else made of <c>Ketrew.CommandLine</c>, with a stanza of its own compiled into it.</summary>
public sealed class OwnProgramTests : IDisposable
{
    private static readonly string _program = KetrewProgram.FileName.Replace("/Ketrew/", "/OwnStanzas/", StringComparison.Ordinal)[..^"ketrew".Length] + "OwnStanzas";

    private readonly TemporaryDirectory _directory = new();

    public OwnProgramTests()
    {
        _directory.Write("workflow.yaml", "ketrew: 1\nproject: letters\ndirectories: [inner]\nstanzas:\n  - each-file: { files: \"*.txt\", run: wc -l }\n");
        _directory.Write("inner/workflow.yaml", "ketrew: 1\nproject: inner\nstanzas:\n  - each-file: { files: \"*.txt\", run: wc -c }\n");
        _directory.Write("a.txt", "1\n2\n");
        _directory.Write("inner/b.txt", "12345");
    }

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Its_stanza_is_in_scope_in_every_workflow_file_and_loads_nothing()
    {
        Outcome outcome = await RunAsync("run");

        Assert.Equal(0, outcome.ExitCode);
        Assert.StartsWith("2 ", File.ReadAllText(_directory["a.out"]), StringComparison.Ordinal);
        Assert.StartsWith("5 ", File.ReadAllText(_directory["inner/b.out"]), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(Path.GetDirectoryName(_program)!, "plugin-host")));
    }

    [Fact]
    public async Task What_its_stanza_asked_decides_whether_it_is_expanded_again()
    {
        _ = await RunAsync("expand");
        Outcome same = await RunAsync("expand", "--explain");
        _directory.Write("c.txt", "");
        Outcome other = await RunAsync("expand", "--explain");

        await Verify($"{same}\n=== after a new file\n{other}");
    }

    [Fact]
    public async Task A_mistaken_field_is_told_at_its_place()
    {
        _directory.Write("workflow.yaml", "ketrew: 1\nproject: letters\nstanzas:\n  - each-file: { fils: \"*.txt\", run: wc -l }\n");

        await Verify((await RunAsync("run")).ToString());
    }

    [Fact]
    public async Task Its_stanza_is_in_the_schema()
    {
        Outcome outcome = await RunAsync("schema");

        JsonNode definitions = JsonNode.Parse(outcome.Output)!["definitions"]!;
        Assert.Equal("#/definitions/each-file.Fields", (string?)definitions["stanza"]!["properties"]!["each-file"]!["$ref"]);
        Assert.Contains("files", definitions["each-file.Fields"]!["required"]!.AsArray().Select(name => (string?)name));
    }

    private Task<Outcome> RunAsync(params string[] arguments) => KetrewProgram.RunAsync(_program, _directory.FullPath, arguments);
}
