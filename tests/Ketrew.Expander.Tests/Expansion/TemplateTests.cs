using Ketrew.Expander.Promotion;

namespace Ketrew.Expander.Tests.Expansion;

/// <summary>Template stanzas through the real plugin host: what is remembered, what isn't, and which lines are named.</summary>
public sealed class TemplateTests : IDisposable
{
    private const string Template = """
        ketrew: 1
        name: each-file
        fields: { files: glob, top: { type: integer, default: 3 } }
        expand:
          - for: file in glob(files)
            do:
              - target:
                  name: "see-{{ file | string.replace '.' '-' }}"
                  run: "head -n {{ top }} {{ quote file }}"
        """;

    private const string Define = """
          - define:
              name: lines-of
              fields: { file: path }
              expand:
                - for: line in lines(file, "^x")
                  do: [{ group: { name: "{{ line }}" } }]
        """;

    private readonly TrickProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task A_second_expansion_is_a_hit_and_starts_no_process()
    {
        UseFile().Write("a.txt", "");
        ExpansionResult first = await _project.ExpandAsync();

        ExpansionResult second = await _project.ExpandAsync();

        Assert.Equal((1, 0), (first.PluginHostStarts, second.PluginHostStarts));
        Assert.True(second.IsHit());
        Assert.Equal(["see-a-txt"], second.Plan!.Ids());
        Assert.Equal(first.Plan, second.Plan);
    }

    [Fact]
    public async Task A_new_file_is_named_with_the_line_of_the_template_that_asks()
    {
        UseFile().Write("a.txt", "");
        await _project.ExpandAsync();

        ExpansionResult after = await _project.Write("b.txt", "").ExpandAsync();

        Assert.Equal("each-file: glob *.txt at tools/each-file.yaml:5: + b.txt", after.Reasons());
        Assert.Equal(["see-a-txt", "see-b-txt"], after.Plan!.Ids());
    }

    [Fact]
    public async Task Comments_and_descriptions_of_a_template_are_not_in_its_identity_and_lines_are_those_of_today()
    {
        UseFile().Write("a.txt", "");
        await _project.ExpandAsync();
        _project.Write("tools/each-file.yaml", Template.Replace("name: each-file", "# a remark\n\ndescription: For each file.\nname: each-file", StringComparison.Ordinal));

        ExpansionResult after = await _project.ExpandAsync();

        Assert.True(after.IsHit(), after.Reasons());
        Assert.Equal("tools/each-file.yaml:10", after.Plan!.Targets[0].Provenance!.PluginLine);
    }

    [Theory]
    [InlineData("default: 3", "default: 4")]
    [InlineData("head", "tail")]
    [InlineData("see-", "look-")]
    public async Task Another_template_is_another_plugin(string part, string other)
    {
        UseFile().Write("a.txt", "");
        await _project.ExpandAsync();
        _project.Write("tools/each-file.yaml", Template.Replace(part, other, StringComparison.Ordinal));

        ExpansionResult after = await _project.ExpandAsync();

        Assert.Equal("each-file: plugin tools/each-file.yaml changed", after.Reasons());
    }

    [Fact]
    public async Task An_edit_above_a_define_is_a_hit_and_its_lines_are_those_of_today()
    {
        _project.Write("a.txt", "x1\ny").Write("workflow.yaml", $"ketrew: 1\nstanzas:\n{Define}\n  - lines-of: {{ file: a.txt }}\n");
        ExpansionResult first = await _project.ExpandAsync();
        _project.Write("workflow.yaml", $"# one\n# two\nketrew: 1\nstanzas:\n  - group: {{ name: x2 }}\n{Define}\n  - lines-of: {{ file: a.txt }}\n");

        ExpansionResult second = await _project.ExpandAsync();
        ExpansionResult other = await _project.Write("a.txt", "x3\nx4").ExpandAsync();

        Assert.True(second.IsHit(), second.Reasons());
        Assert.Equal("workflow.yaml:8", first.Plan!.Targets[0].Provenance!.PluginLine);
        Assert.Equal("workflow.yaml:11", second.Plan!.Targets[0].Provenance!.PluginLine);
        Assert.Equal("lines-of: lines a.txt ^x at workflow.yaml:10: - x1; + x3; + x4", other.Reasons());
    }

    [Fact]
    public async Task What_a_define_stands_for_is_promoted_without_it_and_without_lines()
    {
        _project.Write("a.txt", "x1").Write("workflow.yaml", $"ketrew: 1\nstanzas:\n{Define}\n  - lines-of: {{ file: a.txt }}\n");
        ExpandedFile before = Assert.Single((await _project.ExpandAsync()).Files.Value);
        _project.Write("workflow.yaml", $"# remark\nketrew: 1\nstanzas:\n{Define}\n  - lines-of: {{ file: a.txt }}\n");

        ExpandedFile after = Assert.Single((await _project.ExpandAsync()).Files.Value);

        Assert.Equal(before.FileText, after.FileText);
        await Verify(after.ReadableText);
    }

    [Fact]
    public async Task A_mistake_of_an_unused_template_is_told_again_from_the_cache()
    {
        _project.Write("workflow.yaml", "ketrew: 1\nstanzas:\n  - define: { name: unused, expand: [{ group: { name: \"{{ 1 + }}\" } }] }\n");
        string cold = await _project.ProblemsAsync();

        ExpansionResult warm = await _project.ExpandAsync();

        Assert.Contains("KE400", cold, StringComparison.Ordinal);
        Assert.Equal(cold, _project.Render(warm));
        Assert.Equal(0, warm.PluginHostStarts);
    }

    [Fact]
    public async Task A_failure_of_a_template_is_remembered_and_shown_at_todays_lines()
    {
        const string Failing = "  - define: { name: failing, expand: [{ group: { name: \"{{ read 'none.txt' }}\" } }] }\n  - failing: {}\n";
        string before = _project.Render(await _project.Write("workflow.yaml", $"ketrew: 1\nstanzas:\n{Failing}").ExpandAsync());

        ExpansionResult after = await _project.Write("workflow.yaml", $"ketrew: 1\n\n\nstanzas:\n{Failing}").ExpandAsync();
        ExpansionResult mended = await _project.Write("none.txt", "some").ExpandAsync();

        Assert.True(after.IsHit());
        Assert.Contains("--> workflow.yaml:3:60", before, StringComparison.Ordinal);
        Assert.Contains("--> workflow.yaml:5:60", _project.Render(after), StringComparison.Ordinal);
        Assert.Equal(["some"], mended.Plan!.Ids());
    }

    [Fact]
    public async Task The_same_template_in_two_files_is_read_and_told_once()
    {
        _project.Write("tools/bad.yaml", "ketrew: 1\nname: bad\nexpand: [{ group: { name: \"{{ ( }}\" } }]\n")
            .Write("workflow.yaml", "ketrew: 1\nproject: a\nplugins: [{ template: tools/bad.yaml }]\ndirectories: [sub]\nstanzas: []\n")
            .Write("sub/workflow.yaml", "project: b\nplugins: [{ template: ../tools/bad.yaml }]\nstanzas: [{ bad: {} }]\n");

        string problems = await _project.ProblemsAsync();

        Assert.Single(problems.Split('\n'), line => line.StartsWith("error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_variable_is_answered_when_the_declaration_allows_it()
    {
        _project.Variables["ALLOWED"] = "yes";
        _project.Write("workflow.yaml", "ketrew: 1\nstanzas:\n  - define: { name: asks, allow: { environment: [ALLOWED] }, expand: [{ group: { name: \"{{ environment 'ALLOWED' }}\" } }] }\n  - asks: {}\n");

        ExpansionResult result = await _project.ExpandAsync();

        Assert.Equal(["yes"], result.Plan!.Ids());
    }

    [Fact]
    public async Task A_template_emits_stanzas_of_a_plugin_in_csharp_and_of_other_templates()
    {
        _project.Write("a.txt", "").Write("workflow.yaml", """
            ketrew: 1
            plugins: [{ assembly: lib/Samples.dll }]
            stanzas:
              - define: { name: outer, fields: { texts: glob }, expand: [{ inner: { texts: "{{ texts }}" } }] }
              - define: { name: inner, fields: { texts: glob }, expand: [{ word-count: { texts: "{{ texts }}" } }] }
              - outer: { texts: "*.txt" }
            """);

        ExpansionResult result = await _project.ExpandAsync();

        Assert.Equal(["count-a"], result.Plan!.Ids());
    }

    [Fact]
    public async Task A_package_brings_templates_and_their_mistakes_are_told_before_anybody_uses_them()
    {
        _project.Write("a.txt", "").Write("pack/each.yaml", Template).Write("pack/bad.yaml", "ketrew: 1\nname: bad\nexpand: [{ group: { name: \"{{ ( }}\" } }]\n")
            .Write("pack/ketrew-plugin.yaml", "ketrew-plugin: 1\nname: acme.files\nversion: 1.0.0\nstanzas: [{ template: each.yaml }]\n")
            .Write("workflow.yaml", "ketrew: 1\nplugins: [{ package: ./pack }]\nstanzas: [{ acme.files.each-file: { files: \"*.txt\" } }]\n");

        ExpansionResult good = await _project.ExpandAsync();
        ExpansionResult again = await _project.ExpandAsync();
        _project.Write("pack/ketrew-plugin.yaml", "ketrew-plugin: 1\nname: acme.files\nversion: 1.0.0\nstanzas: [{ template: each.yaml }, { template: bad.yaml }]\n");
        string problems = await _project.ProblemsAsync();

        Assert.Equal(["see-a-txt"], good.Plan!.Ids());
        Assert.True(again.IsHit());
        Assert.Contains("error KE400", problems, StringComparison.Ordinal);
        Assert.Contains("--> pack/bad.yaml:3:", problems, StringComparison.Ordinal);
    }

    private TrickProject UseFile() => _project
        .Write("tools/each-file.yaml", Template)
        .Write("workflow.yaml", "ketrew: 1\nplugins: [{ template: tools/each-file.yaml }]\nstanzas:\n  - each-file: { files: \"*.txt\" }\n");
}
