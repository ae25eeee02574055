using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Ketrew.CommandLine.Projects;
using Ketrew.CommandLine.Timelines;
using Ketrew.Engine.Automaton;
using Ketrew.Engine.Storage;
using static Ketrew.CommandLine.Tests.RecordedRun;

namespace Ketrew.CommandLine.Tests.Timelines;

public sealed class RunTimelineTests
{
    private static readonly RunTimeline _timeline = RunTimeline.Of(Run, RunProgress.Over, Attempts, At(1000));

    [Fact]
    public async Task A_terminal_shows_the_longest_path_as_a_table() =>
        await Verify(TimelineText.Of(Of([.. Attempts.Where(attempt => attempt.State is not TargetState.Detached)]), At(1000), Moments));

    [Fact]
    public async Task A_trace_has_a_process_per_host_and_a_thread_per_slot()
    {
        string trace = Encoding.UTF8.GetString(TimelineTrace.Of(_timeline).Span);

        await Verify(trace.Replace("},{", "},\n{", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_page_holds_all_that_it_draws()
    {
        string data = Encoding.UTF8.GetString(TimelineData.Of(_timeline, Root, At(1000)));

        await Verify(data.Replace("{\"t\"", "\n{\"t\"", StringComparison.Ordinal));
    }

    [Fact]
    public void The_page_needs_nothing_but_itself()
    {
        string page = TimelinePage.Of(_timeline, "/home/ada/<genome>", At(1000));

        Assert.DoesNotContain("http://", page, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", page, StringComparison.Ordinal);
        Assert.DoesNotContain("@@", page, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
        Assert.Contains("<title>&lt;genome&gt;: run 12</title>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void No_name_gets_out_of_the_data_of_the_page()
    {
        string page = TimelinePage.Of(_timeline, Root, At(1000));

        Assert.Equal(2, page.Split("</script>").Length - 1);
        Assert.DoesNotContain("</script><b>", page, StringComparison.Ordinal);
        string json = page.Split("id=\"data\">")[1].Split("</script>")[0];
        Assert.Contains(JsonDocument.Parse(json).RootElement.GetProperty("bars").EnumerateArray(), bar => bar.GetProperty("t").GetString() == "</script><b>&'\"");
    }

    [Fact]
    public void What_was_still_running_is_the_end_of_the_longest_path() =>
        Assert.Equal(["fetch 1", "simulate 1"], Names(_timeline.LongestPath.Select(step => step.Bar)));

    [Fact]
    public void Targets_that_released_each_other_end_the_path()
    {
        RunTimeline timeline = Of(
            Attempt("a", 1, (0, 0, 0, 1), new TargetState.Succeeded(1)) with { ReleasedBy = Id("b") },
            Attempt("b", 1, (1, 1, 1, 2), new TargetState.Succeeded(1)) with { ReleasedBy = Id("a") });

        Assert.Equal(["a 1", "b 1"], Names(timeline.LongestPath.Select(step => step.Bar)));
    }

    [Fact]
    public void What_was_taken_over_begins_with_the_run_and_what_was_left_ends_with_it()
    {
        RunTimeline timeline = Of(Attempt("far", 1, (-500, -499, -490, 900), new TargetState.Detached(1), run: 3) with { AdoptedBy = 13 });

        AttemptBar bar = Assert.Single(timeline.Bars);
        Assert.Equal((At(0), At(0), At(0), At(60)), (bar.Ready, bar.From, bar.Began, bar.To));
        Assert.Equal(AttemptOutcome.Detached, bar.Outcome);
    }

    [Fact]
    public void What_runs_is_drawn_until_now_and_in_a_dead_run_until_it_was_heard_of_last()
    {
        AttemptRecord ended = Attempt("a", 1, (0, 0, 0, 20), new TargetState.Succeeded(1));
        AttemptRecord open = Attempt("b", 1, (0, 0, 10, null), new TargetState.Running(1));
        RunRecord run = Run with { Ended = null };

        AttemptBar[] running = [.. RunTimeline.Of(run, RunProgress.GoesOn, [ended, open], At(33)).Bars];
        AttemptBar[] dead = [.. RunTimeline.Of(run, RunProgress.Died, [ended, open], At(33)).Bars];

        Assert.Equal((At(33), AttemptOutcome.Running), (running[1].To, running[1].Outcome));
        Assert.Equal((At(20), AttemptOutcome.Unknown), (dead[1].To, dead[1].Outcome));
    }

    [Fact]
    public void A_run_that_was_cut_off_ends_when_it_was_heard_of_last_and_not_when_that_was_noticed()
    {
        AttemptRecord ended = Attempt("a", 1, (0, 0, 0, 20), new TargetState.Succeeded(1));
        AttemptRecord lost = Attempt("b", 1, (0, 0, 10, 90_000), new TargetState.Failed(1, new FailureReason.Lost("the engine that ran it died")));

        RunTimeline timeline = RunTimeline.Of(Run with { IsInterrupted = true, Ended = At(90_000) }, RunProgress.Over, [ended, lost], At(99_000));

        Assert.Equal(TimeSpan.FromSeconds(20), timeline.Duration);
        Assert.All(timeline.Bars, bar => Assert.Equal(At(20), bar.To));
    }

    [Fact]
    public async Task A_run_in_which_nothing_ran_is_no_riddle() => await Verify(TimelineText.Of(Of(), At(1000), Moments));

    [Fact]
    public void Bars_of_a_row_follow_one_another_and_no_row_is_wasted() =>
        Prop.ForAll(ManyAttempts(), attempts =>
        {
            RunTimeline timeline = Of(attempts);

            foreach (IGrouping<int, AttemptBar> row in timeline.Bars.GroupBy(bar => bar.Lane))
            {
                AttemptBar[] bars = [.. row];
                Assert.All(bars.Zip(bars.Skip(1)), pair => Assert.True(pair.First.To <= pair.Second.From));
                Assert.All(bars, bar => Assert.Equal(timeline.Lanes[row.Key].Host, bar.Attempt.Host));
            }

            foreach (IGrouping<string, TimelineLane> host in timeline.Lanes.GroupBy(lane => lane.Host))
            {
                Assert.Equal(MostAtOnce([.. timeline.Bars.Where(bar => bar.Attempt.Host == host.Key)]), host.Count());
            }
        }).QuickCheckThrowOnFailure();

    private static RunTimeline Of(params AttemptRecord[] attempts) => RunTimeline.Of(Run, RunProgress.Over, [.. attempts], At(1000));

    private static IEnumerable<string> Names(IEnumerable<AttemptBar> bars) => bars.Select(bar => $"{bar.Attempt.Id.Target} {bar.Attempt.Id.Number}");

    // A row is free from the moment at which its bar ends, and taken from the moment at which it begins.
    private static int MostAtOnce(AttemptBar[] bars) => bars.Max(bar => bars.Count(other => (other.From <= bar.From && other.To > bar.From) || other == bar));

    private static Arbitrary<AttemptRecord[]> ManyAttempts()
    {
        Gen<AttemptRecord> one =
            from begin in Gen.Choose(0, 40)
            from length in Gen.Choose(1, 10)
            from host in Gen.Elements("ada", "bob")
            select Attempt("t", 1, (begin, begin, begin, begin + length), new TargetState.Succeeded(1)) with { Host = host };
        return one.ArrayOf().Select(attempts => attempts.Select((attempt, i) => attempt with { Id = attempt.Id with { Target = Id($"t{i}") } }).ToArray()).ToArbitrary();
    }
}
