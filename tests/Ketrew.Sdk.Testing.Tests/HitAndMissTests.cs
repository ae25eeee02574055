using Ketrew.Sdk.Observations;
using Ketrew.Sdk.Testing.Tests.Stanzas;
using static Ketrew.Sdk.Testing.Tests.Failure;

namespace Ketrew.Sdk.Testing.Tests;

public sealed class HitAndMissTests
{
    private readonly StanzaProject _project = new StanzaProject()
        .Add<WordCountStanza>()
        .Write("texts/a.txt", "one two\n")
        .Workflow("""
            ketrew: 1
            stanzas:
              - word-count: { texts: "texts/*.txt" }
            """);

    [Fact]
    public void What_a_stanza_did_not_ask_for_leaves_it_remembered()
    {
        _project.AssertHitAfter(p => p.Write("notes.txt", "x"));
        _project.AssertHitAfter(p => p.Write("texts/a.txt", "other words\n"));
        _project.AssertHitAfter(p => p.Workflow($"# a comment\n{p.ReadText("workflow.yaml")}"));
        _project.AssertHitAfter(p => p.Platform = new ProjectPlatform("windows"));
    }

    [Fact]
    public void What_it_asked_for_makes_it_expand_again()
    {
        _project.AssertMissAfter(p => p.Write("texts/b.txt", ""));
        _project.AssertMissAfter(p => p.Delete("texts/a.txt"));
        _project.AssertMissAfter(p => p.Delete("texts"));
        _project.AssertMissAfter(p => p.Link("texts/b.txt", "a.txt"));
    }

    [Fact]
    public void Other_fields_make_it_expand_again() =>
        _project.AssertMissAfter(p => p.Workflow(p.ReadText("workflow.yaml").Replace("}", ", top: 3 }", StringComparison.Ordinal)));

    [Fact]
    public void The_project_itself_stays_as_it_was()
    {
        _project.AssertMissAfter(p =>
        {
            p.Environment["X"] = "y";
            p.Write("texts/b.txt", "");
        });

        Assert.Null(_project.Environment["X"]);
        Assert.Single(_project.Expand().Targets);
    }

    [Fact]
    public Task An_unwanted_miss_is_told_with_the_answer_that_changed() =>
        VerifyFailure(() => _project.AssertHitAfter(p => p.Write("texts/b.txt", "").Delete("texts/a.txt")));

    [Fact]
    public Task An_unwanted_miss_by_other_fields_is_told() =>
        VerifyFailure(() => _project.AssertHitAfter(p => p.Workflow(p.ReadText("workflow.yaml").Replace("}", ", top: 3 }", StringComparison.Ordinal))));

    [Fact]
    public Task An_unwanted_miss_of_an_emitted_stanza_is_told()
    {
        StanzaProject project = new StanzaProject().Add<WordCountStanza>().Add<EachStanza>().Workflow("ketrew: 1\nstanzas:\n  - each: {}\n");

        return VerifyFailure(() => project.AssertHitAfter(p => p.Write("new.txt", "")));
    }

    [Fact]
    public Task An_unwanted_hit_is_told_with_all_that_was_asked() =>
        VerifyFailure(() => _project.AssertMissAfter(p => p.Write("texts/a.txt", "other words\n")));

    [Fact]
    public Task An_edit_that_removes_every_stanza_is_no_hit() =>
        VerifyFailure(() => _project.AssertHitAfter(p => p.Workflow("ketrew: 1\nstanzas:\n  - word-cound: {}\n")));

    [Fact]
    public Task An_edit_of_nothing_is_a_mistake_of_the_test() =>
        VerifyFailure(() => _project.AssertHitAfter(_ => _project.Write("texts/b.txt", "")));

    [Fact]
    public Task Without_custom_stanza_there_is_nothing_to_remember() =>
        VerifyFailure(() => new StanzaProject().Workflow("ketrew: 1\nstanzas: []\n").AssertMissAfter(p => p.Write("a", "")));

    [Fact]
    public Task A_crash_is_not_remembered()
    {
        StanzaProject project = new StanzaProject().Add<EachStanza>(allow: ["TOP"]).Workflow("ketrew: 1\nstanzas:\n  - each: { variable: TOP }\n");
        project.Environment["TOP"] = "three";

        string message = Assert.Throws<StanzaAssertionException>(() => project.AssertHitAfter(p => p.Write("a", ""))).Message;

        // Lines of our own are there in this repository only, which has the symbols.
        return Verify(string.Join('\n', message.Split('\n').Where(line => !line.Contains("at Stanza.cs", StringComparison.Ordinal) && !line.Contains("LinkedExpansion", StringComparison.Ordinal))));
    }

    [Fact]
    public void An_allowed_variable_and_a_given_answer_count_as_answers()
    {
        StanzaProject project = new StanzaProject()
            .Add<WordCountStanza>()
            .Add<EachStanza>(allow: ["TOP"])
            .Workflow("ketrew: 1\nstanzas:\n  - each: { variable: TOP }\n");

        project.AssertMissAfter(p => p.Environment["TOP"] = "7");
        project.AssertMissAfter(p => p.Answer(new Question.Environment("TOP"), new Answer.Text("8")));
        project.AssertHitAfter(p => p.Environment["OTHER"] = "7");
    }
}
