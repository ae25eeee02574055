using Ketrew.Expander.Hosting;
using Ketrew.Sdk.Observations;

namespace Ketrew.PluginHost.Tests.Hosting;

public class MisbehavingPluginTests
{
    private static readonly PluginHostOptions _hasty = Builds.Options with { QueryLimit = TimeSpan.FromSeconds(2) };

    [Fact]
    public void What_a_plugin_writes_never_reaches_the_protocol()
    {
        IReadOnlyList<ExpansionOutcome> outcomes = Expansions.Run(Builds.Options, Expansions.Misbehave("babble"), Expansions.Misbehave("nothing"));

        Assert.All(outcomes, outcome => Assert.Contains("survived", outcome.Describe(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_exception_names_the_lines_of_the_plugin() =>
        await Verify(Assert.Single(Expansions.Run(Builds.Options, Expansions.Misbehave("throw"))).Describe());

    [Fact]
    public async Task An_exception_in_a_lambda_names_the_method_around_it() =>
        await Verify(Assert.Single(Expansions.Run(Builds.Options, Expansions.Misbehave("throw_in_lambda"))).Describe());

    [Fact]
    public async Task A_refusal_is_a_problem_of_the_stanza() =>
        await Verify(Assert.Single(Expansions.Run(Builds.Options, Expansions.Misbehave("refuse"))).Describe());

    [Theory]
    [InlineData("exit", "The plugin host ended with exit code 0.")]
    [InlineData("overflow", "The plugin host ended with exit code 134 (Stack overflow).")]
    public void A_plugin_that_kills_its_host_is_named_and_the_others_go_on(string deed, string message)
    {
        using Expander.Hosting.PluginHost host = new(Builds.Options);
        RecordingObserver observer = new();

        host.Expand([Expansions.Misbehave("nothing"), Expansions.Misbehave(deed), Expansions.Misbehave("nothing")], observer, CancellationToken.None);

        Assert.Equal(
            ["0 begins", "0 ends Expanded", "1 begins", "1 begins", "1 ends HostCrashed", "2 begins", "2 ends Expanded"], observer.Heard);
        Assert.Equal(message, Assert.IsType<ExpansionOutcome.HostCrashed>(observer.Outcomes[1]).Message);
        Assert.Equal(3, host.ProcessesStarted);
    }

    [Fact]
    public void An_exception_in_a_thread_is_a_crash_with_its_words()
    {
        ExpansionOutcome outcome = Assert.Single(Expansions.Run(Builds.Options, Expansions.Misbehave("fail_in_thread")));

        Assert.Contains("nobody catches this", Assert.IsType<ExpansionOutcome.HostCrashed>(outcome).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plugin_that_hangs_is_named_and_the_others_go_on()
    {
        using Expander.Hosting.PluginHost hasty = new(_hasty);
        RecordingObserver observer = new();

        hasty.Expand([Expansions.Misbehave("hang"), Expansions.Misbehave("throw")], observer, CancellationToken.None);

        Assert.Equal(_hasty.QueryLimit, Assert.IsType<ExpansionOutcome.TimedOut>(observer.Outcomes[0]).Limit);
        Assert.IsType<ExpansionOutcome.PluginFailed>(observer.Outcomes[1]);
    }

    [Fact]
    public void The_time_of_an_answer_is_not_the_plugins()
    {
        using Expander.Hosting.PluginHost host = new(Builds.Options with { QueryLimit = TimeSpan.FromSeconds(2) });
        using ManualResetEventSlim never = new();
        RecordingObserver observer = new(_ => never.Wait(TimeSpan.FromSeconds(3)) ? new Answer.Missing() : new Answer.Entry(EntryKind.File));

        host.Expand([Expansions.Query(Builds.Plugin("Samples"), "curious", ("times", 1))], observer, CancellationToken.None);

        Assert.IsType<ExpansionOutcome.Expanded>(Assert.Single(observer.Outcomes));
    }

    [Fact]
    public void Output_without_end_is_an_exception_in_the_plugin()
    {
        ExpansionOutcome outcome = Assert.Single(Expansions.Run(Builds.Options, Expansions.Misbehave("emit_for_ever")));

        Assert.StartsWith("System.OutOfMemoryException", Assert.IsType<ExpansionOutcome.PluginFailed>(outcome).Exception, StringComparison.Ordinal);
    }

    [Fact]
    public void Output_above_the_limit_is_refused()
    {
        PluginHostOptions small = Builds.Options with { OutputLimitBytes = 400 };
        StanzaQuery large = Expansions.Query(Builds.Plugin("Samples"), "nested", ("name", new string('x', 500)));

        IReadOnlyList<ExpansionOutcome> outcomes = Expansions.Run(small, large, Expansions.Misbehave("nothing"));

        Assert.Equal(new ExpansionOutcome.TooMuch(ExpansionLimit.OutputBytes, 400), outcomes[0]);
        Assert.IsType<ExpansionOutcome.Expanded>(outcomes[1]);
    }

    [Fact]
    public void Nodes_nested_without_end_are_a_failure_of_the_plugin()
    {
        IReadOnlyList<ExpansionOutcome> outcomes = Expansions.Run(Builds.Options, Expansions.Misbehave("nest_for_ever"), Expansions.Misbehave("nothing"));

        Assert.Contains("can't be sent", Assert.IsType<ExpansionOutcome.PluginFailed>(outcomes[0]).Exception, StringComparison.Ordinal);
        Assert.IsType<ExpansionOutcome.Expanded>(outcomes[1]);
    }

    [Fact]
    public void A_question_from_another_thread_is_refused()
    {
        ExpansionOutcome outcome = Assert.Single(Expansions.Run(Builds.Options, Expansions.Misbehave("ask_in_thread")));

        Assert.Contains("own thread", Assert.IsType<ExpansionOutcome.PluginFailed>(outcome).Exception, StringComparison.Ordinal);
    }

    [Fact]
    public void Questions_without_end_are_stopped()
    {
        PluginHostOptions few = Builds.Options with { QuestionLimit = 10 };
        HostedPlugin plugin = Builds.Plugin("Samples");

        IReadOnlyList<ExpansionOutcome> outcomes = Expansions.Run(
            few, Expansions.Query(plugin, "curious", ("times", 11)), Expansions.Query(plugin, "curious", ("times", 10)));

        Assert.Equal(new ExpansionOutcome.TooMuch(ExpansionLimit.Questions, 10), outcomes[0]);
        Assert.IsType<ExpansionOutcome.Expanded>(outcomes[1]);
    }

    [Fact]
    public void A_program_that_a_plugin_started_is_killed_with_it()
    {
        ExpansionOutcome outcome = Assert.Single(Expansions.Run(_hasty with { SandboxLimit = SandboxLevel.Process }, Expansions.Misbehave("start_process")));

        Assert.IsType<ExpansionOutcome.TimedOut>(outcome);
    }

    [Fact]
    public void Cancellation_kills_the_host()
    {
        using CancellationTokenSource source = new();
        using Expander.Hosting.PluginHost host = new(Builds.Options);
        StanzaQuery[] queries = [Expansions.Query(Builds.Plugin("Samples"), "curious", ("times", 1)), Expansions.Misbehave("hang")];
        RecordingObserver observer = new(_ =>
        {
            source.CancelAfter(TimeSpan.FromMilliseconds(50));
            return new Answer.Missing();
        });

        Assert.Throws<OperationCanceledException>(() => host.Expand(queries, observer, source.Token));

        Assert.Equal("1 begins", observer.Heard[^1]);
    }
}
