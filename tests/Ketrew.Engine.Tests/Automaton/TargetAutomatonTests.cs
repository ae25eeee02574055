using Ketrew.Engine.Automaton;
using Ketrew.Sdk.Backends;

namespace Ketrew.Engine.Tests.Automaton;

public sealed class TargetAutomatonTests
{
    [Fact]
    public Task Every_pair_of_state_and_event_has_the_accepted_answer() => Verify(TransitionTable.Print());

    [Fact]
    public void Leaving_in_peace_after_being_asked_to_is_no_success()
    {
        TargetState killing = new TargetState.Killing(1, null, IsForced: false);

        TargetState state = Step(killing, new TargetEvent.Ended(new Verdict.Exited(0), Samples.Moment)).State;

        Assert.Equal(new TargetState.Killed(1, IsConfirmed: true), state);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_a_person_kills_while_its_timeout_ends_it_is_not_tried_again(bool isForced)
    {
        TargetState killing = new TargetState.Killing(1, TimeSpan.FromSeconds(3), isForced);

        TargetTransition kill = Step(killing, new TargetEvent.KillRequested(KillStrength.Terminate));
        TargetTransition end = Step(kill.State, new TargetEvent.Ended(new Verdict.Signaled(15), Samples.Moment));

        Assert.Equal(new TargetTransition(new TargetState.Killing(1, null, isForced), TargetActions.None), kill);
        Assert.Equal(new TargetTransition(new TargetState.Killed(1, IsConfirmed: true), TargetActions.SetOutputsAside), end);
    }

    [Fact]
    public void A_person_who_forces_the_end_does_not_wait_for_the_grace_of_a_timeout()
    {
        TargetState killing = new TargetState.Killing(1, TimeSpan.FromSeconds(3), IsForced: false);

        TargetTransition transition = Step(killing, new TargetEvent.KillRequested(KillStrength.Kill));

        Assert.Equal(new TargetTransition(new TargetState.Killing(1, null, IsForced: true), TargetActions.ForceEnd), transition);
    }

    [Theory]
    [InlineData(false, TargetActions.Terminate)]
    [InlineData(true, TargetActions.ForceEnd)]
    public void What_begins_after_it_was_asked_to_end_is_asked_again(bool isForced, TargetActions expected)
    {
        TargetState killing = new TargetState.Killing(1, null, isForced);

        TargetTransition transition = Step(killing, new TargetEvent.Started());

        Assert.Equal(new TargetTransition(killing, expected), transition);
        Assert.NotSame(killing, transition.State);
    }

    [Fact]
    public void What_its_condition_does_not_hold_for_runs_even_if_nothing_changed()
    {
        TargetTransition transition = TargetAutomaton.Step(
            new TargetState.Checking(), new TargetEvent.FoundCurrent(), Samples.RulesWithCondition);

        Assert.Equal(new TargetTransition(new TargetState.Ready(1, null), TargetActions.Enqueue), transition);
    }

    [Fact]
    public void An_attempt_that_never_ran_leaves_the_outputs_that_are_there()
    {
        TargetState starting = new TargetState.Starting(1);

        TargetTransition refused = Step(starting, new TargetEvent.Ended(new Verdict.StartRefused("no such queue"), Samples.Moment));
        TargetTransition faulted = Step(starting, new TargetEvent.Faulted("disk full"));

        Assert.Equal(new TargetTransition(new TargetState.Failed(1, new FailureReason.StartRefused("no such queue")), TargetActions.None), refused);
        Assert.Equal(new TargetTransition(new TargetState.Failed(1, new FailureReason.Faulted("disk full")), TargetActions.None), faulted);
    }

    [Fact]
    public void What_was_taken_over_before_its_needs_were_asked_for_waits_for_them_before_it_is_tried_again()
    {
        FailureReason reason = new FailureReason.Exited(1, "");
        TargetState state = new TargetState.Retrying(1, Samples.Moment, reason);

        TargetTransition[] steps =
        [
            .. ((TargetEvent[])[new TargetEvent.RetryDue(), new TargetEvent.NeedsMet(), new TargetEvent.FoundStale()]).Select(happened =>
            {
                TargetTransition step = TargetAutomaton.Step(state, happened, Samples.RulesWithCondition);
                state = step.State;
                return step;
            }),
        ];

        Assert.Equal(
            [
                new TargetTransition(new TargetState.Waiting(2, reason), TargetActions.ActivateNeeds),
                new TargetTransition(new TargetState.Checking(2, reason), TargetActions.Check),
                new TargetTransition(new TargetState.Ready(2, reason), TargetActions.Enqueue),
            ],
            steps);
    }

    private static TargetTransition Step(TargetState state, TargetEvent happened) => TargetAutomaton.Step(state, happened, Samples.Rules);
}
