using Ketrew.Sdk.Planning;

namespace Ketrew.Expander.Tests.Expansion;

public sealed class EmissionTests : IDisposable
{
    private readonly TrickProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task A_stanza_is_as_if_it_stood_in_the_directory_it_is_emitted_into()
    {
        _project.Use("- emit: { items: [{ kind: target, into: parts/a, fields: { name: t, run: echo, outputs: [x.txt], inputs: [../../in.txt] } }] }");

        Target target = (await _project.PlanAsync()).Targets[0];

        Assert.Equal("parts/a:t", target.Id.Value);
        Assert.Equal("parts/a", target.Directory.Value);
        Assert.Equal("parts/a/x.txt", target.Outputs[0].Value);
        Assert.Equal("in.txt", target.Inputs[0].Value);
    }

    [Theory]
    [InlineData("..")]
    [InlineData("../elsewhere")]
    public async Task Nothing_is_emitted_beside_or_above_the_stanzas_directory(string into)
    {
        _project.Use($"- subdirectory:\n    path: parts/b\n    stanzas:\n      - emit: {{ items: [{{ kind: group, into: {into}, fields: {{ name: g }} }}] }}");

        string problems = await _project.ProblemsAsync();

        Assert.Contains("KE321", problems, StringComparison.Ordinal);
        Assert.Contains("not at or below `parts/b`", problems, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Defaults_of_the_file_hold_for_what_is_emitted()
    {
        _project.Write(
            "workflow.yaml",
            """
            ketrew: 1
            plugins: [{ assembly: lib/Tricks.dll }]
            defaults: { retries: 2, tags: [all], environment: { A: outer, B: outer } }
            stanzas:
              - emit: { items: [{ kind: target, into: deep/er, fields: { name: t, run: echo, environment: { B: own } } }] }
            """);

        Target target = (await _project.PlanAsync()).Targets[0];

        Assert.Equal(2, target.Retries.Count);
        Assert.Equal(["all"], target.Tags);
        Assert.Equal(["A=outer", "B=own"], target.Environment.Select(variable => $"{variable.Name}={variable.Value}"));
    }

    [Fact]
    public async Task A_target_knows_the_line_of_the_plugin_and_the_field_it_comes_from()
    {
        _project.Use("- loose:\n    one: echo 1\n    two: echo 2");

        Provenance origin = (await _project.PlanAsync()).Targets[1].Provenance!;

        Assert.StartsWith("Emission.cs:", origin.PluginLine, StringComparison.Ordinal);
        Assert.Equal("lib/Tricks.dll", origin.Plugin);
        Assert.Equal("/two", origin.Origin.Pointer);
        Assert.Equal(9, origin.OriginSpan?.Line);
        Assert.Equal(origin.OriginSpan, origin.WrittenSpan);
        Assert.Equal(7, origin.Parent!.Span?.Line);
    }

    [Fact]
    public async Task A_plugin_finds_its_own_stanzas_first_whatever_they_are_called_where_it_is_used()
    {
        _project.Use("- my.countdown: { from: 2 }", "as: my");

        Plan plan = await _project.PlanAsync();

        Assert.Equal(["lift-off"], plan.Ids());
    }

    [Fact]
    public async Task A_plugin_may_emit_what_another_one_defines()
    {
        _project.Write("a.txt", "words").Use("- emit: { items: [{ kind: word-count, fields: { texts: \"*.txt\" } }] }");

        Plan plan = await _project.PlanAsync();

        Assert.Equal(["count-a"], plan.Ids());
    }

    [Fact]
    public async Task Each_wrong_field_of_an_emitted_stanza_is_told_with_the_way_to_it()
    {
        _project.Use("- emit: { items: [{ kind: target, fields: { name: a b, run: echo, inptus: [x] } }, { kind: tagret }, { kind: include, fields: other.yaml }] }");

        await Verify(await _project.ProblemsAsync());
    }
}
