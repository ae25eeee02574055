using System.Text.Encodings.Web;
using System.Text.Json;
using Ketrew.TestSupport;

namespace Ketrew.CommandLine.Tests;

public sealed class ExplainTests : IDisposable
{
    private static readonly JsonSerializerOptions _indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task What_a_template_emitted_stands_below_it_with_its_own_line()
    {
        _directory.Write("workflow.yaml", """
            ketrew: 1
            stanzas:
              - define:
                  name: outer
                  expand:
                    - inner: {}
              - define:
                  name: inner
                  expand:
                    - target: { name: t, run: "true" }
              - outer: {}
            """);

        await Snapshot.Verify((await KetrewProgram.RunAsync(_directory.FullPath, "expand", "--explain")).ToString());
    }

    [Fact]
    public async Task The_chain_goes_over_fields_and_questions_to_what_was_written()
    {
        WriteNested();
        await RunAsync("expand");
        _directory.Write("texts/b2.txt", "");

        Outcome result = await RunAsync("explain", "count-*");

        await Snapshot.Verify(result.ToString());
    }

    [Fact]
    public async Task Programs_read_the_same_chain()
    {
        WriteNested();
        await RunAsync("expand");
        _directory.Write("texts/b2.txt", "");

        Outcome changed = await RunAsync("explain", "count-b", "--json");
        Outcome unchanged = await RunAsync("explain", "count-b", "--json");

        await Snapshot.Verify(Indented(changed.Output) + Indented(unchanged.Output));
    }

    [Fact]
    public async Task A_variable_is_explained_without_its_value()
    {
        const string Variable = "KETREW_EXPLAIN_TEST";
        _directory.Write("workflow.yaml", $$$"""
            ketrew: 1
            stanzas:
              - define:
                  name: greet
                  allow: { environment: [{{{Variable}}}] }
                  expand:
                    - target: { name: t, description: "{{ (environment '{{{Variable}}}') == null }}", run: "true" }
              - greet: {}
            """);
        await RunWithAsync(Variable, "hunter2", "expand");

        Outcome explained = await RunWithAsync(Variable, "correct horse", "explain", "t");
        Outcome json = await RunWithAsync(Variable, "battery staple", "expand", "--explain", "--json");

        Assert.Contains($"asked environment {Variable} → set, at workflow.yaml:7", explained.Output, StringComparison.Ordinal);
        Assert.Contains("it has another value", explained.Output, StringComparison.Ordinal);
        Assert.Contains("\"old\":\"set\",\"new\":\"set\",\"differences\":[\"it has another value\"]", json.Output, StringComparison.Ordinal);
        Assert.DoesNotMatch("hunter2|horse|staple", explained + json.Output);
    }

    [Fact]
    public async Task Each_custom_stanza_is_an_object_for_programs()
    {
        WriteNested();
        await RunAsync("expand");
        File.Delete(_directory["texts/a.txt"]);

        Outcome result = await RunAsync("expand", "--explain", "--json");

        await Snapshot.Verify(Indented(result.Output));
    }

    [Fact]
    public async Task Json_without_explain_is_refused()
    {
        WriteNested();

        Outcome result = await RunAsync("expand", "--json");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("hint: ketrew expand --explain --json", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_names_the_field_it_comes_from()
    {
        WriteNested();

        Outcome result = await RunAsync("run", "count-b");
        Outcome json = await RunAsync("run", "count-b", "--json");

        Assert.Contains("  from `outer` at workflow.yaml:17:27, emitted at workflow.yaml:15\n", result.Error, StringComparison.Ordinal);
        Assert.Contains("\"from\":{\"stanza\":\"outer\",\"at\":{\"file\":\"workflow.yaml\",\"line\":17,\"column\":27},\"pluginLine\":\"workflow.yaml:15\"}", json.Output, StringComparison.Ordinal);
    }

    // A stanza that stands for stanzas, each for one item of its list.
    private void WriteNested()
    {
        _directory.Write("texts/a.txt", "");
        _directory.Write("texts/b.txt", "");
        _directory.Write("workflow.yaml", """
            ketrew: 1
            stanzas:
              - define:
                  name: outer
                  fields: { texts: list of text }
                  expand:
                    - for: pattern in texts
                      do: [inner: { files: "{{ pattern }}" }]
              - define:
                  name: inner
                  fields: { files: text }
                  expand:
                    - for: file in (glob files)
                      do:
                        - target: { name: "count-{{ file | string.remove 'texts/' | string.remove '.txt' }}", inputs: ["{{ file }}"], run: "false" }
              - outer:
                  texts: ["texts/a*", "texts/b*"]
            """);
    }

    private static string Indented(string lines) => string.Concat(lines.TrimEnd().Split('\n').Select(line =>
        JsonSerializer.Serialize(JsonDocument.Parse(line).RootElement, _indented) + "\n"));

    private Task<Outcome> RunAsync(params string[] arguments) => KetrewProgram.RunAsync(_directory.FullPath, arguments);

    private Task<Outcome> RunWithAsync(string variable, string value, params string[] arguments) =>
        KetrewProgram.RunAsync(KetrewProgram.FileName, _directory.FullPath, arguments, new Dictionary<string, string> { [variable] = value });
}
