using Ketrew.Sdk.Observations;
using Ketrew.Sdk.Testing.Tests.Stanzas;
using static Ketrew.Sdk.Testing.Tests.Failure;

namespace Ketrew.Sdk.Testing.Tests;

public sealed class ObservationTests
{
    [Fact]
    public void Answers_that_go_into_a_target_matter() => Curious(uses: true).AssertObservationsMatter();

    [Fact]
    public Task Answers_that_nobody_uses_are_told_with_their_lines() => VerifyFailure(() => Curious(uses: false).AssertObservationsMatter());

    [Fact]
    public Task A_question_is_excepted_with_a_reason() => VerifyFailure(() => Curious(uses: false).AssertObservationsMatter(
        (asked => asked.Question is not Question.Glob, "only the pattern is looked at")));

    [Fact]
    public Task An_exception_that_fits_no_question_is_told() => VerifyFailure(() => Curious(uses: true).AssertObservationsMatter(
        (asked => asked.Question is Question.ReadText { Path.Value: "b.txt" }, "b.txt is read for its position only")));

    [Fact]
    public void A_question_that_decides_what_is_asked_next_matters()
    {
        StanzaProject project = Includes("a.c", "b.c").Write("a.c", "#include \"a.h\"\n").Write("b.c", "int b;\n");

        // Of `b.c` nothing is emitted, there or not; but its lines are asked for when it is there.
        project.AssertObservationsMatter();
    }

    [Fact]
    public Task An_empty_answer_that_shows_nothing_is_told_as_such() =>
        VerifyFailure(() => Includes("b.c").Write("b.c", "int b;\n").AssertObservationsMatter());

    [Fact]
    public Task Without_a_result_no_question_can_be_judged() =>
        VerifyFailure(() => new StanzaProject().Workflow("ketrew: 1\nstanzas:\n  - includes: {}\n").AssertObservationsMatter());

    [Fact]
    public void Nothing_but_answers_matters_to_a_good_stanza() => Curious(uses: true).Write("other/b.txt", "").AssertOnlyObservationsMatter();

    [Fact]
    public Task A_stanza_that_remembers_is_told()
    {
        StanzaProject project = new StanzaProject().Add<ForgetfulStanza>().Workflow("ketrew: 1\nstanzas:\n  - forgetful: {}\n");

        string message = Assert.Throws<StanzaAssertionException>(project.AssertOnlyObservationsMatter).Message;

        return Verify(System.Text.RegularExpressions.Regex.Replace(message, "\"[0-9]+\"", "\"N\""));
    }

    [Fact]
    public Task A_stanza_that_writes_numbers_as_the_culture_does_is_told()
    {
        StanzaProject project = new StanzaProject().Add<LocalStanza>().Workflow("ketrew: 1\nstanzas:\n  - local: { scale: 0.5 }\n");

        return VerifyFailure(project.AssertOnlyObservationsMatter);
    }

    [Fact]
    public void The_culture_of_the_test_is_left_alone()
    {
        System.Globalization.CultureInfo before = System.Globalization.CultureInfo.CurrentCulture;

        Curious(uses: true).AssertOnlyObservationsMatter();

        Assert.Same(before, System.Globalization.CultureInfo.CurrentCulture);
    }

    private static StanzaProject Includes(params string[] files) =>
        new StanzaProject().Add<IncludesStanza>().Workflow($"ketrew: 1\nstanzas:\n  - includes: {{ files: [{string.Join(", ", files)}] }}\n");

    private static StanzaProject Curious(bool uses)
    {
        StanzaProject project = new StanzaProject()
            .Add<CuriousStanza>(allow: ["HOME"])
            .Write("a.txt", "# one\ntwo\n")
            .Write("a.json", """{ "version": "1.2" }""")
            .Workflow($"ketrew: 1\nstanzas:\n  - curious: {{ uses: {(uses ? "true" : "false")} }}\n");
        project.Environment["HOME"] = "/home/me";
        return project;
    }
}
