using System.Runtime.Versioning;
using Ketrew.Backends.Hosted;
using Ketrew.Backends.Tests.Contract;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Syntax;
using Ketrew.TestSupport;

namespace Ketrew.Backends.Tests.Hosted;

/// <summary>What plugins do wrong, and how it is told.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class HostedFailureTests
{
    [Fact]
    public async Task An_exception_names_the_plugin_and_its_lines()
    {
        await using HostedBench work = new();
        work.Expect("describe throw");

        BackendException exception = await Assert.ThrowsAsync<BackendException>(() => work.Backend.DescribeAsync(CancellationToken.None));

        Assert.Matches(
            @"^The plugin lib/Perilous\.dll failed: System\.FormatException: no describe today\n  at Perils\.Meet \(Perils\.cs:\d+\)\n  at PerilousBackend\.MeetAsync \(PerilousBackend\.cs:\d+\)",
            exception.Message);
        Assert.False(exception.IsRecoverable);
    }

    [Fact]
    public async Task A_refusal_comes_as_it_was_said()
    {
        await using HostedBench work = new();
        work.Expect("find refuse");

        BackendException exception = await Assert.ThrowsAsync<BackendException>(() => work.Backend.FindAsync("p", "/p", CancellationToken.None));

        Assert.Equal("find is refused", exception.Message);
        Assert.Equal(("sbatch -p fast", 1, "no such partition", "sinfo"), (exception.Command, exception.ExitCode, exception.StandardError, exception.Hint));
        Assert.Null(exception.InnerException);
    }

    [Fact]
    public async Task An_exception_while_it_looks_says_nothing_about_the_attempt()
    {
        await using HostedBench work = new();
        work.Expect("observe throw", "kill throw");
        AttemptReference reference = await work.Bench.StartAsync(work.NewAttempt("echo ready; sleep 1000"), "ready");

        AttemptObservation observation = await Bench.ObserveAsync(work.Backend, reference);
        KillAnswer answer = await Bench.KillAsync(work.Backend, reference, KillStrength.Kill);

        Assert.Contains("no observe today", Assert.IsType<AttemptObservation.Unknown>(observation).Why, StringComparison.Ordinal);
        Assert.Equal(KillAnswer.Unknown, answer);
    }

    [Theory]
    [InlineData("start")]
    [InlineData("after-start")]
    public async Task A_start_that_throws_is_refused_and_what_it_began_is_ended(string moment)
    {
        await using HostedBench work = new("telling");
        work.Expect("started withhold", $"{moment} throw");
        Listener listener = new();

        work.Backend.Start([work.NewAttempt("sleep 1000")], listener);
        Verdict verdict = await listener.EndedAsync();

        Assert.Contains($"System.FormatException: no {moment} today", Assert.IsType<Verdict.StartRefused>(verdict).Message, StringComparison.Ordinal);
        Assert.Empty(await work.Backend.FindAsync(work.Bench.Run.Project, work.Directory.FullPath, CancellationToken.None));
    }

    [Fact]
    public async Task A_start_that_can_be_tried_again_is()
    {
        await using HostedBench work = new();
        work.Expect("start falter", "start falter");

        Verdict verdict = await work.Bench.RunAsync(work.NewAttempt("echo once; exit 3"));

        Assert.Equal(3, Assert.IsType<Verdict.Exited>(verdict).Code);
        Assert.Equal("once\n", work.Bench.Log());
        Assert.True(work.HasHappened());
    }

    [Fact]
    public async Task What_a_plugin_prints_breaks_nothing()
    {
        await using HostedBench work = new();
        work.Expect("describe print");

        BackendDescription description = await work.Backend.DescribeAsync(CancellationToken.None);

        Assert.Equal($"{work.Process}", description.Facts.Single().Value);
    }

    [Fact]
    public async Task The_last_words_of_a_process_are_told()
    {
        await using HostedBench work = new(change: options => options with { Repetitions = 1 });
        work.Expect("describe overflow");

        BackendException exception = await Assert.ThrowsAsync<BackendException>(() => work.Backend.DescribeAsync(CancellationToken.None));

        Assert.Equal("The backend perilous can't be asked: the plugin host ended with exit code 134 (Stack overflow).", exception.Message);
    }

    [Fact]
    public async Task A_constructor_that_throws_is_told_when_the_backend_is_made()
    {
        using TemporaryDirectory directory = new();
        _ = directory.Write("perils", "make throw\n");
        await using HostedBackends hosts = new(Plugins.Host, Plugins.All, TimeProvider.System);
        BackendContext context = HostedFixture.Context("mine", directory, [], "testhost", Node.Mapping(("perils", directory["perils"])));

        BackendException exception = await Assert.ThrowsAsync<BackendException>(() => hosts.CreateAsync(context, "perilous", CancellationToken.None));

        Assert.Contains("no make today\n  at Perils.Meet", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mistaken_settings_are_told_with_their_places()
    {
        using TemporaryDirectory directory = new();
        await using HostedBackends hosts = new(Plugins.Host, Plugins.All, TimeProvider.System);
        static SourceSpan At(int line, int column) => new("workflow.yaml", line, column, line, column + 1);
        MappingNode settings = new(
            [
                new FieldNode("greeting", Node.List("a"), At(3, 5)) is var first ? new FieldNode(first.Name, new SequenceNode([new ScalarNode("a", ScalarKind.Text, At(3, 16))], At(3, 15)), At(3, 5)) : first,
                new FieldNode("greting", new ScalarNode("b", ScalarKind.Text, At(4, 14)), At(4, 5)),
            ],
            At(2, 3));
        BackendContext context = HostedFixture.Context("mine", directory, [], "testhost", settings);

        using HostedBackend backend = await hosts.CreateAsync(context, "greeting", CancellationToken.None);

        Assert.Equal(
            [
                "workflow.yaml:3:15 KS011 `greeting` of the backend `mine` must be a text, not a list",
                "workflow.yaml:4:5 KS010 the backend `mine` has no setting `greting`: did you mean `greeting`?",
            ],
            context.Settings.Problems().Select(problem => $"{problem.Span} {problem.Code} {problem.Message}{(problem.Hint is { } hint ? $": {hint}" : "")}"));
    }
}
