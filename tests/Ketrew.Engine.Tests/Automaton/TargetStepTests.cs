using Ketrew.Engine.Automaton;

namespace Ketrew.Engine.Tests.Automaton;

/// <summary>What holds for every event in every state that can be reached.</summary>
public sealed class TargetStepTests
{
    [Fact]
    public void Every_state_can_be_reached() => Assert.Equal(
        typeof(TargetState).GetNestedTypes().Select(type => type.Name).Order(StringComparer.Ordinal),
        Reachable.Worlds.Select(world => world.State.GetType().Name).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Every_event_can_happen() => Assert.Equal(
        Samples.Events.ToHashSet(),
        Reachable.Steps.Select(step => step.Happened).ToHashSet());

    [Fact]
    public void An_event_that_means_nothing_leaves_the_very_state_and_one_that_means_something_does_not() =>
        Assert.All(Reachable.AllSteps, step => Assert.Equal(
            step.Old != step.New || step.Transition.Actions != TargetActions.None,
            step.IsChange));

    [Fact]
    public void Nothing_changes_a_final_state() =>
        Assert.All(Reachable.AllSteps.Where(step => step.Old.IsFinal), step => Assert.Same(step.Old, step.New));

    [Fact]
    public void Every_change_comes_nearer_to_the_end_but_those_of_contact() =>
        Assert.All(Reachable.AllSteps.Where(step => step.IsChange), step =>
        {
            int before = Ranking.Of(step.Old, step.Before.Rules);
            int after = Ranking.Of(step.New, step.Before.Rules);
            Assert.True(IsNewsOfContact(step) ? after <= before : after < before, step.ToString());
        });

    // That an attempt began may be told late: it is told once, so it keeps nobody from the end.
    [Fact]
    public void Every_open_target_is_owed_answers_and_each_changes_it() =>
        Assert.All(Reachable.Worlds.Where(world => !world.State.IsFinal), world =>
        {
            TargetEvent[] answers = [.. world.Answers.Where(answer => answer is not TargetEvent.Started)];
            Assert.NotEmpty(answers);
            Assert.All(answers, answer => Assert.True(WalkStep.From(world, answer).IsChange));
        });

    [Fact]
    public void A_lost_contact_decides_nothing() =>
        Assert.All(Reachable.AllSteps.Where(step => step is { Happened: TargetEvent.ContactLost, IsChange: true }), step =>
        {
            Assert.Equal(AttemptOf(step.Old), Assert.IsType<TargetState.Unknown>(step.New).Attempt);
            Assert.Equal(TargetActions.None, step.Transition.Actions);
        });

    [Fact]
    public void What_is_unknown_stays_so_until_the_backend_or_a_person_says_something() =>
        Assert.All(Reachable.AllSteps.Where(step => step is { Old: TargetState.Unknown, IsChange: true }), step => Assert.True(
            step.Happened is TargetEvent.Ended or TargetEvent.Started or TargetEvent.ContactRegained
                or TargetEvent.KillRequested or TargetEvent.LetGo));

    [Fact]
    public void Only_what_may_be_running_is_let_go() =>
        Assert.All(Reachable.AllSteps.Where(step => step.IsChange), step => Assert.Equal(
            step.Happened is TargetEvent.LetGo && step.Old.HasProcess && step.Old is not TargetState.Killing,
            step.New is TargetState.Detached));

    [Fact]
    public void Each_success_has_its_proof() =>
        Assert.All(Reachable.AllSteps.Where(step => step.IsChange), step =>
        {
            Assert.Equal(step.Happened is TargetEvent.ConditionHeld, step.New is TargetState.AlreadyDone);
            Assert.Equal(step.Happened is TargetEvent.OutputsFound, step.New is TargetState.Succeeded);
            Assert.True(step.Happened is TargetEvent.FoundCurrent or TargetEvent.FoundEmpty || step.New is not TargetState.UpToDate);
        });

    [Fact]
    public void A_stop_ends_at_once_what_has_no_process() =>
        Assert.All(Reachable.AllSteps.Where(step => step.Happened is TargetEvent.StopRequested && !step.Old.IsFinal), step => Assert.Equal(
            !step.Old.HasProcess && step.Old is not (TargetState.Passive or TargetState.Verifying),
            step.New.IsFinal));

    [Fact]
    public void A_kill_ends_or_begins_to_end_all_that_a_person_may_end() =>
        Assert.All(Reachable.AllSteps.Where(step => step.Happened is TargetEvent.KillRequested), step => Assert.True(
            step.New.IsFinal || step.New is TargetState.Killing { Timeout: null } or TargetState.Passive or TargetState.Verifying, step.ToString()));

    [Fact]
    public void Who_waits_for_an_answer_has_asked_and_nobody_else() =>
        Assert.All(Reachable.AllSteps.Where(step => step.Old.GetType() != step.New.GetType()), step => Assert.Equal(
            Question(step),
            step.Transition.Actions & ~TargetActions.SetOutputsAside));

    // What was never started wrote nothing, what does not die may still be writing, and what nobody could look at may be whole.
    [Fact]
    public void Outputs_are_set_aside_exactly_when_an_attempt_that_ran_is_over_and_has_not_succeeded() =>
        Assert.All(Reachable.AllSteps.Where(step => step.IsChange), step => Assert.Equal(
            (step.Old.HasProcess || step.Old is TargetState.Verifying)
                && step.New is TargetState.Retrying or TargetState.Failed or TargetState.Killed { IsConfirmed: true }
                && !(step.Old is TargetState.Starting && step.New is TargetState.Failed { Reason: FailureReason.StartRefused })
                && !(step.Old is TargetState.Starting or TargetState.Verifying && step.New is TargetState.Failed { Reason: FailureReason.Faulted }),
            step.Asks(TargetActions.SetOutputsAside)));

    private static bool IsNewsOfContact(WalkStep step) =>
        step.Happened is TargetEvent.ContactLost or TargetEvent.ContactRegained or TargetEvent.Started;

    private static TargetActions Question(WalkStep step) => step.New switch
    {
        TargetState.Evaluating => TargetActions.Evaluate,
        TargetState.Waiting => TargetActions.ActivateNeeds,
        TargetState.Checking => TargetActions.Check,
        TargetState.Ready => TargetActions.Enqueue,
        TargetState.Starting => TargetActions.Start,
        TargetState.Running when step.Old is TargetState.Passive or TargetState.Evaluating or TargetState.Checking => TargetActions.Adopt,
        TargetState.Verifying => TargetActions.Verify,
        TargetState.Succeeded => TargetActions.RecordSuccess,
        TargetState.Retrying => TargetActions.ScheduleRetry,
        TargetState.Killing { IsForced: false } => TargetActions.Terminate,
        TargetState.Killing => TargetActions.ForceEnd,
        _ => TargetActions.None,
    };

    private static int AttemptOf(TargetState state) => state switch
    {
        TargetState.Starting starting => starting.Attempt,
        TargetState.Running running => running.Attempt,
        _ => 0,
    };
}
