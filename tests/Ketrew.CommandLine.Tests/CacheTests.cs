using Ketrew.TestSupport;

namespace Ketrew.CommandLine.Tests;

/// <summary>A cache directory that several checkouts use, and the verbs that look after one.</summary>
public sealed class CacheTests : IDisposable
{
    private const string Workflow = """
        ketrew: 1
        stanzas:
          - define:
              name: see
              fields: { files: glob }
              expand:
                - for: file in glob(files)
                  do: [{ group: { name: "see-{{ file | string.replace '.' '-' }}" } }]
          - see: { files: "*.txt" }
        """;

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task What_one_checkout_expanded_another_one_knows_though_it_built_the_plugin_itself()
    {
        foreach (string checkout in new[] { "one", "two/deeper" })
        {
            Directory.CreateDirectory(_directory[checkout]);
            Assert.Equal(0, (await KetrewProgram.RunAsync(_directory[checkout], "init")).ExitCode);
        }

        await ExpandAsync("one");

        Assert.Contains("1 from the cache, 0 expanded; the plugin host was not started", (await ExpandAsync("two/deeper")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_processes_may_use_it_at_once()
    {
        string[] checkouts = [.. Enumerable.Range(0, 6).Select(number => $"checkout-{number}")];
        foreach (string checkout in checkouts)
        {
            _directory.Write($"{checkout}/workflow.yaml", Workflow);
            _directory.Write($"{checkout}/{checkout}.txt", "");
        }

        await Task.WhenAll(checkouts.Select(ExpandAsync));
        Outcome[] again = await Task.WhenAll(checkouts.Select(ExpandAsync));

        Assert.All(again, outcome => Assert.Contains("1 from the cache", outcome.Output, StringComparison.Ordinal));
        Assert.Equal(0, (await CacheAsync("verify")).ExitCode);
    }

    [Fact]
    public async Task What_is_damaged_is_named_never_used_and_removed()
    {
        _directory.Write("p/workflow.yaml", Workflow);
        _directory.Write("p/a.txt", "");
        await ExpandAsync("p");
        string segment = Directory.GetFiles(_directory["cache/observations"]).Single();
        byte[] bytes = File.ReadAllBytes(segment);
        bytes[^1] ^= 1;
        File.WriteAllBytes(segment, bytes);

        Outcome verified = await CacheAsync("verify");
        Outcome expanded = await ExpandAsync("p");
        Outcome pruned = await CacheAsync("prune");
        Outcome after = await CacheAsync("verify");

        Assert.Equal((1, $"damaged: {segment}\n"), (verified.ExitCode, verified.Output));
        Assert.Contains("1 expanded", expanded.Output, StringComparison.Ordinal);
        Assert.Equal((0, 0), (pruned.ExitCode, after.ExitCode));
        Assert.Contains("1 from the cache", (await ExpandAsync("p")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pruning_keeps_the_newest_results()
    {
        _directory.Write("p/workflow.yaml", Workflow);
        foreach (string file in new[] { "a", "b", "c" })
        {
            _directory.Write($"p/{file}.txt", "");
            await ExpandAsync("p");
        }

        await CacheAsync("prune", "--keep", "2");
        Outcome newest = await ExpandAsync("p");
        File.Delete(_directory["p/c.txt"]);
        Outcome second = await ExpandAsync("p");
        File.Delete(_directory["p/b.txt"]);
        Outcome oldest = await ExpandAsync("p");

        Assert.Contains("1 from the cache", newest.Output, StringComparison.Ordinal);
        Assert.Contains("1 from the cache", second.Output, StringComparison.Ordinal);
        Assert.Contains("0 from the cache", oldest.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Statistics_count_what_there_is()
    {
        _directory.Write("p/workflow.yaml", Workflow);
        await ExpandAsync("p");

        Outcome stats = await CacheAsync("stats");

        Assert.Matches(@"^.*/cache\n  expansions +2  [\d.]+ K?i?B\n  parsed files +0  0 B\n", stats.Output);
    }

    private Task<Outcome> ExpandAsync(string checkout) => KetrewProgram.RunAsync(_directory[checkout], "expand", "--explain", "--cache-directory", _directory["cache"]);

    private Task<Outcome> CacheAsync(string verb, params string[] arguments) =>
        KetrewProgram.RunAsync(_directory.FullPath, ["cache", verb, "--cache-directory", _directory["cache"], .. arguments]);
}
