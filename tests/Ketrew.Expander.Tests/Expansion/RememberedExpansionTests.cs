using System.Text.RegularExpressions;
using Ketrew.Expander.Tests.Plugins;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Tests.Expansion;

/// <summary>What is part of the key, what is remembered, and what happens when remembering fails.</summary>
public sealed class RememberedExpansionTests : IDisposable
{
    private const string Stanza = "- word-count: { texts: \"*.txt\", top: 3 }";

    private readonly TrickProject _project = new();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("- word-count: { top: 3, texts: \"*.txt\" }")]
    [InlineData("# a remark\n\n\n\n- word-count: # another one\n    # and one more\n    top: 3\n    texts: '*.txt'")]
    [InlineData("- word-count: { texts: !!str \"*.txt\", top: 3 }")]
    public async Task Order_comments_and_style_of_the_fields_are_not_in_the_key(string written)
    {
        await _project.Write("a.txt", "").Use(Stanza).PlanAsync();

        ExpansionResult result = await _project.Use(written).ExpandAsync();

        Assert.True(result.IsHit());
        Assert.Equal(["count-a"], result.Plan!.Ids());
    }

    [Theory]
    [InlineData("- emit: { items: [{ kind: group, fields: { name: \"1\" } }] }", "- emit: { items: [{ kind: group, fields: { name: 1 } }] }")]
    [InlineData("- emit: { items: [{ kind: group, fields: { name: a, tags: [b, c] } }] }", "- emit: { items: [{ kind: group, fields: { name: a, tags: [c, b] } }] }")]
    [InlineData("- emit: { items: [{ kind: group, fields: { name: a } }] }", "- subdirectory: { path: d, stanzas: [{ emit: { items: [{ kind: group, fields: { name: a } }] } }] }")]
    public async Task Other_fields_and_another_directory_are_another_key(string one, string other)
    {
        await _project.Use(one).PlanAsync();

        ExpansionResult result = await _project.Use(other).ExpandAsync();

        Assert.Equal("emit: new fields", result.Reasons());
    }

    [Theory]
    [InlineData("args: { region: eu }")]
    [InlineData("allow: { environment: [ALLOWED, OTHER] }")]
    public async Task Arguments_and_allowance_are_part_of_the_key(string declaration)
    {
        await _project.Use("- loose: { a: echo }").PlanAsync();

        ExpansionResult result = await _project.Use("- loose: { a: echo }", declaration).ExpandAsync();
        ExpansionResult back = await _project.Use("- loose: { a: echo }").ExpandAsync();

        Assert.Equal("loose: plugin lib/Tricks.dll changed", result.Reasons());
        Assert.True(back.IsHit());
    }

    [Fact]
    public async Task The_same_plugin_built_again_is_the_same_plugin_and_another_one_is_told()
    {
        await _project.Use("- loose: { a: echo }").PlanAsync();
        PluginBuilds.CopyTo(_project["lib"], "Tricks");
        File.SetLastWriteTimeUtc(_project["lib/Tricks.dll"], DateTime.UnixEpoch);

        ExpansionResult same = await _project.ExpandAsync();
        File.WriteAllBytes(_project["lib/Tricks.dll"], [.. File.ReadAllBytes(_project["lib/Tricks.dll"]), 0]);
        ExpansionResult other = await _project.ExpandAsync();

        Assert.True(same.IsHit());
        Assert.Equal("loose: plugin lib/Tricks.dll changed", other.Reasons());
        Assert.Equal(same.Plan, other.Plan);
    }

    [Fact]
    public async Task A_deleted_plugin_is_an_error_although_its_expansions_are_remembered()
    {
        await _project.Use("- loose: { a: echo }").PlanAsync();
        File.Delete(_project["lib/Tricks.dll"]);

        string problems = await _project.ProblemsAsync();

        Assert.Contains("KE304", problems, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_of_a_stanza_is_remembered_with_its_text_and_shown_at_todays_line()
    {
        const string Complaint = "- complain:\n    warning: not nice\n    error: not good";
        ExpansionResult before = await _project.Use(Complaint).ExpandAsync();

        ExpansionResult after = await _project.Use(new string('\n', 10) + Complaint).ExpandAsync();

        Assert.True(after.IsHit());
        Assert.Equal([8, 9], before.Diagnostics.Select(diagnostic => diagnostic.Span!.Value.Line));
        Assert.Equal([18, 19], after.Diagnostics.Select(diagnostic => diagnostic.Span!.Value.Line));
        Assert.Equal(before.Diagnostics.Select(diagnostic => diagnostic.Message), after.Diagnostics.Select(diagnostic => diagnostic.Message));
        await Verify(_project.Render(after));
    }

    [Fact]
    public async Task A_warning_is_told_again_by_a_hit_and_stops_nothing()
    {
        await _project.Use("- complain: { warning: careful }").ExpandAsync();

        ExpansionResult again = await _project.ExpandAsync();

        Assert.True(again.IsHit());
        Assert.Equal(Severity.Warning, Assert.Single(again.Diagnostics).Severity);
        Assert.NotNull(again.Plan);
    }

    [Theory]
    [InlineData("- complain: { exception: oh no }", "KE326")]
    [InlineData("- misbehave: { deed: exit }", "KE327")]
    [InlineData("- misbehave: { deed: overflow }", "KE327")]
    public async Task What_went_wrong_in_the_plugin_itself_is_not_remembered(string stanza, string code)
    {
        ExpansionResult first = await _project.Use(stanza).ExpandAsync();
        ExpansionResult second = await _project.ExpandAsync();

        Assert.Contains(first.Diagnostics, diagnostic => diagnostic.Code == code);
        Assert.True(second.PluginHostStarts > 0);
        Assert.Equal(first.Diagnostics.Select(diagnostic => diagnostic.Message), second.Diagnostics.Select(diagnostic => diagnostic.Message));
    }

    [Fact]
    public async Task A_plugin_that_hangs_costs_its_stanza_and_no_other()
    {
        _project.Host = PluginBuilds.HostOptions with { QueryLimit = TimeSpan.FromMilliseconds(500) };
        _project.Use("- misbehave: { deed: hang }\n- misbehave: { deed: refuse }\n- loose: { a: [] }");

        ExpansionResult result = await _project.ExpandAsync();

        Assert.Equal(["KE330", "KS004", "KS004"], result.Diagnostics.Select(diagnostic => diagnostic.Code).Order());
        Assert.Null(result.Plan);
    }

    [Fact]
    public async Task Another_question_after_the_same_answers_is_a_warning()
    {
        ExpansionResult first = await _project.Use("- fickle: {}").ExpandAsync();
        _project.Write(first.Plan!.Ids()[0][1..], "");

        ExpansionResult second = await _project.ExpandAsync();

        Assert.NotNull(second.Plan);
        await Verify(Regex.Replace(_project.Render(second), "[0-9a-f]{32}", "…"));
    }

    [Fact]
    public async Task Two_expansions_at_once_give_the_same_and_both_are_remembered()
    {
        _project.Write("a.txt", "").Use(Stanza + "\n- loose: { a: echo }");

        ExpansionResult[] both = await Task.WhenAll(Task.Run(() => _project.ExpandAsync()), Task.Run(() => _project.ExpandAsync()));
        ExpansionResult after = await _project.ExpandAsync();

        Assert.Equal(both[0].Plan, both[1].Plan);
        Assert.True(after.IsHit());
        Assert.Equal("", _project.Render(after));
    }

    [Fact]
    public async Task A_damaged_cache_is_a_miss_and_mends_itself()
    {
        await _project.Write("a.txt", "").Use(Stanza).PlanAsync();
        foreach (string file in Directory.GetFiles(_project[".ketrew/cache"], "*", SearchOption.AllDirectories))
        {
            byte[] bytes = File.ReadAllBytes(file);
            bytes[bytes.Length / 2] ^= 0x10;
            File.WriteAllBytes(file, bytes);
        }

        ExpansionResult damaged = await _project.ExpandAsync();
        ExpansionResult mended = await _project.ExpandAsync();

        Assert.Equal("word-count: new fields", damaged.Reasons());
        Assert.True(mended.IsHit());
        Assert.Equal(damaged.Plan, mended.Plan);
    }

    [Fact]
    public async Task A_cache_that_cant_be_written_is_a_warning()
    {
        // A file where the directory would be: that stops the superuser, too.
        _project.Write("a.txt", "").Write(".ketrew/cache", "").Use(Stanza);

        ExpansionResult result = await _project.ExpandAsync();

        Assert.Equal(["count-a"], result.Plan!.Ids());
        await Verify(_project.Render(result).Replace(_project.Root, "…", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_remembered_holds_in_another_folder()
    {
        await _project.Write("a.txt", "").Use(Stanza).PlanAsync();
        using TrickProject copy = new();
        copy.Write("a.txt", "").Use(Stanza);
        Directory.Move(_project[".ketrew"], copy[".ketrew"]);

        ExpansionResult result = await copy.ExpandAsync();

        Assert.True(result.IsHit());
    }
}
