using FsCheck;
using FsCheck.Fluent;
using Ketrew.Expander.Caching;
using Ketrew.Expander.Hosting;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Observations;
using Ketrew.Sdk.Protocol;
using Ketrew.Sdk.Syntax;
using Ketrew.Sdk.Templates;
using Ketrew.TestSupport;

namespace Ketrew.Expander.Tests.Caching;

public sealed class ObservationCacheTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly TemporaryDirectory _project = new();
    private readonly Digest _key = Digest.Of("a key");

    private string LastUsed => _project["last-used"];

    public void Dispose()
    {
        _directory.Dispose();
        _project.Dispose();
    }

    [Theory]
    [InlineData(SandboxLevel.Process, true)]
    [InlineData(SandboxLevel.Kernel, false)]
    public void What_was_expanded_in_a_weaker_sandbox_than_required_is_unknown(SandboxLevel required, bool isHit)
    {
        ObservationCache cache = new(_directory.FullPath, LastUsed);
        cache.Add(Expand([], []) with { Sandbox = SandboxLevel.Process });
        cache.Save();

        CacheLookup lookup = new ObservationCache(_directory.FullPath, LastUsed).Find(_key, required, Ask([]));

        Assert.Equal(isHit, lookup is CacheLookup.Hit);
    }

    [Fact]
    public void The_same_expansion_in_another_sandbox_is_no_contradiction()
    {
        ObservationCache cache = new();
        cache.Add(Expand([], []) with { Sandbox = SandboxLevel.Process });

        Assert.Null(cache.Add(Expand([], []) with { Sandbox = SandboxLevel.Kernel }));
    }

    [Fact]
    public void An_unknown_key_asks_nothing()
    {
        ObservationCache cache = new(_directory.FullPath, LastUsed);

        CacheLookup lookup = cache.Find(_key, SandboxLevel.Sources, _ => throw new InvalidOperationException("asked"));

        Assert.IsType<CacheLookup.Unknown>(lookup);
    }

    [Fact]
    public void A_saved_expansion_is_found_again_while_its_answers_hold()
    {
        Dictionary<string, string> world = new() { ["a"] = "1" };
        ObservationCache before = new(_directory.FullPath, LastUsed);
        before.Add(Expand(world, ["a"]));
        before.Save();

        CacheLookup lookup = new ObservationCache(_directory.FullPath, LastUsed).Find(_key, SandboxLevel.Sources, Ask(world));

        Assert.Equal("a=1", Assert.IsType<CacheLookup.Hit>(lookup).Record.Stanzas[0].PluginLine);
    }

    [Fact]
    public void Places_in_a_template_are_found_again()
    {
        ExpansionRecord record = Expand(new() { ["a"] = "1" }, ["a"]) with
        {
            Stanzas = [new EmittedItem("group", ".", Node.Mapping(("name", "a")), "", ":3", [3, 4, 5, 600])],
            Diagnostics = [new StanzaDiagnostic("KE381", Severity.Error, "wrong", null, "", ":3", new TemplatePlace(3, 0, 70_000))],
        };
        ObservationCache before = new(_directory.FullPath, LastUsed);
        before.Add(record);
        before.Save();

        CacheLookup lookup = new ObservationCache(_directory.FullPath, LastUsed).Find(_key, SandboxLevel.Sources, Ask(new() { ["a"] = "1" }));

        ExpansionRecord found = Assert.IsType<CacheLookup.Hit>(lookup).Record;
        Assert.Equal([3, 4, 5, 600], found.Stanzas[0].Places ?? []);
        Assert.Equal(record.Diagnostics, found.Diagnostics);
    }

    [Fact]
    public void The_first_changed_answer_is_named_with_the_line_that_asked()
    {
        ObservationCache cache = new(_directory.FullPath, LastUsed);
        cache.Add(Expand(new() { ["a"] = "1", ["b"] = "1", ["c"] = "1" }, ["a", "b", "c"]));

        CacheLookup lookup = cache.Find(_key, SandboxLevel.Sources, Ask(new() { ["a"] = "1", ["b"] = "2", ["c"] = "2" }));

        CacheLookup.Changed changed = Assert.IsType<CacheLookup.Changed>(lookup);
        Assert.Equal("read-text b", changed.Before.Question.ToString());
        Assert.Equal("Test.cs:2", changed.Before.PluginLine);
        Assert.Equal(new Answer.Text("2"), changed.Now);
    }

    [Fact]
    public void Switching_back_to_earlier_answers_is_a_hit()
    {
        Dictionary<string, string> main = new() { ["a"] = "1" };
        Dictionary<string, string> branch = new() { ["a"] = "2" };
        ObservationCache cache = new(_directory.FullPath, LastUsed);
        cache.Add(Expand(main, ["a"]));
        cache.Add(Expand(branch, ["a"]));

        Assert.Equal("a=1", Assert.IsType<CacheLookup.Hit>(cache.Find(_key, SandboxLevel.Sources, Ask(main))).Record.Stanzas[0].PluginLine);
        Assert.Equal("a=2", Assert.IsType<CacheLookup.Hit>(cache.Find(_key, SandboxLevel.Sources, Ask(branch))).Record.Stanzas[0].PluginLine);
    }

    [Fact]
    public void A_second_next_question_after_the_same_answers_is_a_divergence()
    {
        Dictionary<string, string> world = new() { ["a"] = "1", ["b"] = "1", ["c"] = "1" };
        ObservationCache cache = new(_directory.FullPath, LastUsed);
        Assert.Null(cache.Add(Expand(world, ["a", "b"])));

        Divergence? divergence = cache.Add(Expand(world, ["a", "c"]));

        Assert.Equal(("`read-text b`", "`read-text c`"), (divergence?.EarlierStep, divergence?.LaterStep));
    }

    [Fact]
    public void A_divergence_shows_both_logs_with_their_lines()
    {
        Dictionary<string, string> world = new() { ["a"] = "1", ["b"] = "1", ["c"] = "1" };
        ObservationCache cache = new(_directory.FullPath, LastUsed);
        cache.Add(Expand(world, ["a", "b"]));

        string? logs = cache.Add(Expand(world, ["a", "c"]))?.ShowLogs(line => line);

        Assert.Equal(
            """
              asks read-text a → `1` (at Test.cs:1)
            - asks read-text b → `1` (at Test.cs:2)
            - emits (at a=1 b=1)
            + asks read-text c → `1` (at Test.cs:2)
            + emits (at a=1 c=1)
                - target:
                    name: a
                    always: true
                    inputs:
                      - a
                      - b
            """.ReplaceLineEndings("\n"),
            logs);
    }

    [Fact]
    public void What_is_compared_is_the_result_that_was_used_last_and_not_the_one_that_was_recorded_last()
    {
        ObservationCache before = new(_directory.FullPath, LastUsed);
        before.Add(Expand(new() { ["a"] = "1", ["b"] = "1" }, ["a", "b"]));
        before.Add(Expand(new() { ["a"] = "2", ["b"] = "1" }, ["a", "b"]));
        before.Find(_key, SandboxLevel.Sources, Ask(new() { ["a"] = "1", ["b"] = "1" }));
        before.Save();

        ObservationCache cache = new(_directory.FullPath, LastUsed);
        CacheLookup third = cache.Find(_key, SandboxLevel.Sources, Ask(new() { ["a"] = "3", ["b"] = "1" }));
        CacheLookup second = cache.Find(_key, SandboxLevel.Sources, Ask(new() { ["a"] = "2", ["b"] = "2" }));

        Assert.Equal("`1` → `3`", OldAndNew(third));
        Assert.Equal("`1` → `2`", OldAndNew(second));
        Assert.Equal("read-text a", Assert.IsType<CacheLookup.Changed>(second).Before.Question.ToString());
    }

    [Fact]
    public void Nothing_is_written_about_what_was_used_last_where_there_is_no_choice()
    {
        ObservationCache cache = new(_directory.FullPath, LastUsed);
        cache.Add(Expand(new() { ["a"] = "1" }, ["a"]));
        cache.Find(_key, SandboxLevel.Sources, Ask(new() { ["a"] = "1" }));
        cache.Save();

        Assert.Empty(Directory.GetFiles(_project.FullPath));
    }

    [Fact]
    public void Every_damaged_byte_is_a_miss_or_the_right_answer_and_never_an_error()
    {
        Dictionary<string, string> world = new() { ["a"] = "1" };
        ObservationCache saved = new(_directory.FullPath, LastUsed);
        saved.Add(Expand(world, ["a"]));
        saved.Save();
        string file = Assert.Single(Directory.GetFiles(_directory.FullPath));
        byte[] content = File.ReadAllBytes(file);

        foreach (int position in Enumerable.Range(0, content.Length))
        {
            byte[] damaged = [.. content];
            damaged[position] ^= 0x55;
            File.WriteAllBytes(file, damaged);

            CacheLookup lookup = new ObservationCache(_directory.FullPath, LastUsed).Find(_key, SandboxLevel.Sources, Ask(world));

            Assert.IsType<CacheLookup.Unknown>(lookup);
        }
    }

    [Fact]
    public void A_truncated_file_keeps_the_records_before_the_cut()
    {
        ObservationCache saved = new(_directory.FullPath, LastUsed);
        Dictionary<string, string> world = new() { ["a"] = "1", ["b"] = "1" };
        saved.Add(Expand(world, ["a"]));
        saved.Add(Expand(world, ["b"]) with { Key = Digest.Of("another key") });
        saved.Save();
        string file = Assert.Single(Directory.GetFiles(_directory.FullPath));
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..^1]);

        ObservationCache cache = new(_directory.FullPath, LastUsed);

        Assert.IsType<CacheLookup.Hit>(cache.Find(_key, SandboxLevel.Sources, Ask(world)));
        Assert.IsType<CacheLookup.Unknown>(cache.Find(Digest.Of("another key"), SandboxLevel.Sources, Ask(world)));
    }

    [Fact]
    public void Many_saves_end_in_few_files_and_lose_nothing()
    {
        for (int i = 0; i < 60; i++)
        {
            ObservationCache cache = new(_directory.FullPath, LastUsed);
            cache.Add(Expand(new() { ["a"] = $"{i}" }, ["a"]));
            cache.Save();
        }

        ObservationCache all = new(_directory.FullPath, LastUsed);

        Assert.InRange(Directory.GetFiles(_directory.FullPath).Length, 1, 30);
        Assert.All(Enumerable.Range(0, 60), i => Assert.IsType<CacheLookup.Hit>(all.Find(_key, SandboxLevel.Sources, Ask(new() { ["a"] = $"{i}" }))));
    }

    [Fact]
    public void Processes_that_save_at_once_lose_nothing()
    {
        Parallel.For(0, 16, i =>
        {
            ObservationCache cache = new(_directory.FullPath, LastUsed);
            cache.Add(Expand(new() { ["a"] = $"{i}" }, ["a"]));
            cache.Save();
        });

        ObservationCache all = new(_directory.FullPath, LastUsed);

        Assert.All(Enumerable.Range(0, 16), i => Assert.IsType<CacheLookup.Hit>(all.Find(_key, SandboxLevel.Sources, Ask(new() { ["a"] = $"{i}" }))));
    }

    [Fact]
    public void A_hit_is_always_what_expanding_again_would_give() =>
        Prop.ForAll(Gen.Choose(0, 2).ArrayOf(6).ListOf(12).ToArbitrary(), worlds =>
        {
            using TemporaryDirectory directory = new();
            foreach (int[] values in worlds)
            {
                ObservationCache cache = new(directory.FullPath, LastUsed);
                ExpansionRecord fresh = ExpandByAnswers(values);
                CacheLookup lookup = cache.Find(_key, SandboxLevel.Sources, question => new Answer.Text($"{values[IndexOf(question)]}"));
                if (lookup is CacheLookup.Hit hit)
                {
                    Assert.Equal(fresh.Stanzas[0].PluginLine, hit.Record.Stanzas[0].PluginLine);
                }
                else
                {
                    Assert.Null(cache.Add(fresh));
                    cache.Save();
                }
            }
        }).QuickCheckThrowOnFailure();

    // An expander whose next question depends on the last answer, as real ones do.
    private ExpansionRecord ExpandByAnswers(int[] values)
    {
        List<Observation> observations = [];
        for (int i = 0; i < values.Length; i += 1 + values[i])
        {
            observations.Add(Observation.Of(new Question.ReadText($"{i}"), new Answer.Text($"{values[i]}"), "Test.cs:1"));
        }

        return Record(observations, string.Join(' ', observations.Select(observation => $"{observation.Question}={values[IndexOf(observation.Question)]}")));
    }

    private static string OldAndNew(CacheLookup lookup) =>
        lookup is CacheLookup.Changed changed ? $"`{changed.Before.Text?[1]}` → `{((Answer.Text)changed.Now).Value}`" : "no change";

    private static int IndexOf(Question question) => int.Parse(((Question.ReadText)question).Path.Value, System.Globalization.CultureInfo.InvariantCulture);

    private ExpansionRecord Expand(Dictionary<string, string> world, string[] questions) => Record(
        [.. questions.Select((name, line) => Observation.Of(new Question.ReadText(name), new Answer.Text(world[name]), $"Test.cs:{line + 1}"))],
        string.Join(' ', questions.Select(name => $"{name}={world[name]}")));

    private ExpansionRecord Record(List<Observation> observations, string result) => new(
        _key,
        new ExpansionSubject("stanza", ".", "identity"),
        observations.ToValueList(),
        [new EmittedItem("target", ".", Node.Mapping(("name", "a"), ("always", true), ("inputs", Node.List("a", "b"))), "", result)],
        []);

    private static Func<Question, Answer> Ask(Dictionary<string, string> world) => question => new Answer.Text(world[((Question.ReadText)question).Path.Value]);
}
