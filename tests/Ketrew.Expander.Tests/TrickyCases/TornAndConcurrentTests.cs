using Ketrew.Expander.Tests.Expansion;

namespace Ketrew.Expander.Tests.TrickyCases;

public sealed class TornAndConcurrentTests : TrickyCase
{
    [Fact]
    public async Task A_file_that_is_edited_later_is_the_old_one_for_all_stanzas_of_a_run_and_the_new_one_for_all_of_the_next()
    {
        Project.Write("a.txt", "old").Use("- ask: { text: a.txt }\n- subdirectory: { path: s, stanzas: [{ ask: { text: a.txt } }] }");
        ExpansionResult result = await Project.ExpandAsync();

        ExpansionResult after = await Project.Write("a.txt", "new").ExpandAsync();

        Assert.Single(result.Plan!.Targets.Select(target => target.Description).Distinct());
        Assert.Equal(["new", "new"], after.Plan!.Targets.Select(target => target.Description));
    }

    [Fact]
    public async Task Engines_that_expand_at_once_give_the_same_and_lose_nothing()
    {
        Project.Write("a.in", "").Use("- word-count: { texts: \"*.in\" }\n- loose: { a: echo }");

        ExpansionResult[] all = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => Project.ExpandAsync())));

        Assert.Single(all.Select(result => result.Plan).Distinct());
        Assert.True((await Project.ExpandAsync()).IsHit());
    }

    [Theory]
    [InlineData("truncated")]
    [InlineData("flipped")]
    [InlineData("foreign")]
    [InlineData("older")]
    [InlineData("empty")]
    public async Task A_damaged_cache_is_a_miss_with_the_same_result(string damage)
    {
        Project.Write("a.in", "").Use("- word-count: { texts: \"*.in\" }");
        ExpansionResult before = await Project.ExpandAsync();
        foreach (string file in Directory.GetFiles(Project[".ketrew/cache/observations"]))
        {
            byte[] bytes = File.ReadAllBytes(file);
            File.WriteAllBytes(file, damage switch
            {
                "truncated" => bytes[..^7],
                "flipped" => [.. bytes[..^20], (byte)(bytes[^20] ^ 1), .. bytes[^19..]],
                "foreign" => "{ \"cache\": true }"u8.ToArray(),
                "older" => [.. "ketrew observations 1\n"u8, .. bytes[22..]],
                _ => [],
            });
        }

        ExpansionResult after = await Project.ExpandAsync();

        Assert.Equal(1, after.PluginHostStarts);
        Assert.Equal(before.Plan, after.Plan);
        Assert.Empty(after.Diagnostics);
        Assert.True((await Project.ExpandAsync()).IsHit());
    }

    [Fact]
    public async Task A_file_that_was_never_renamed_is_seen_by_nobody()
    {
        Project.Write("a.in", "").Use("- word-count: { texts: \"**/*\" }");
        await Project.ExpandAsync();
        string segment = Directory.GetFiles(Project[".ketrew/cache/observations"])[0];
        File.WriteAllBytes($"{segment}.x1y2z3", File.ReadAllBytes(segment)[..50]);
        Project.Write(".k3j5s9.expanded.yaml", "half of a promoted f");

        Assert.True((await Project.ExpandAsync()).IsHit());
    }

    [Fact]
    public async Task Where_nothing_can_be_remembered_the_result_is_the_same_with_a_warning()
    {
        Project.Write("a.in", "").Write(".ketrew/cache", "a file in the way").Use("- word-count: { texts: \"*.in\" }");

        ExpansionResult result = await Project.ExpandAsync();

        Assert.Equal(["count-a"], result.Plan!.Ids());
        Assert.Equal("KE329", Assert.Single(result.Diagnostics).Code);
    }

    [Fact]
    public async Task A_checkout_of_thousands_of_files_is_seen_at_once()
    {
        Project.Use("- ask: { glob: \"**/*.in\" }");
        await Project.ExpandAsync();
        foreach (int i in Enumerable.Range(0, 2_000))
        {
            Project.Write($"d{i % 50}/f{i}.in", "");
        }

        ExpansionResult after = await Project.ExpandAsync();

        Assert.Equal(2_000, after.Answer().Split('|').Length);
    }
}
