using Ketrew.Engine.Automaton;
using Ketrew.Sdk.Backends;

namespace Ketrew.Engine.Tests.Automaton;

/// <summary>What holds for whole histories, whatever the world says and in whatever order.</summary>
public sealed class TargetWalkTests
{
    [Fact]
    public void Every_path_ends_when_the_world_keeps_answering() => Walk.Always((world, choices) =>
    {
        int most = Ranking.Of(world.State, world.Rules) + world.Rules.Retries.Count + 1;
        for (int i = 0; i <= most && !world.State.IsFinal; i++)
        {
            TargetEvent[] answers = [.. world.Answers];
            world = world.After(answers[choices.ElementAtOrDefault(i) % answers.Length], out _);
        }

        return world.State.IsFinal;
    });

    [Fact]
    public void A_kill_ends_by_its_second_grace_whatever_else_comes() => Walk.Always((world, choices) =>
    {
        if (!world.State.HasProcess)
        {
            return true;
        }

        TargetEvent[] noise =
        [
            .. choices.Select(choice => Samples.Events[choice % Samples.Events.Count]).Where(happened => happened is not TargetEvent.GraceElapsed),
        ];
        TargetEvent[] history =
        [
            new TargetEvent.KillRequested(KillStrength.Terminate), .. noise[..(noise.Length / 2)], new TargetEvent.GraceElapsed(),
            .. noise[(noise.Length / 2)..], new TargetEvent.GraceElapsed(),
        ];
        return history.Aggregate(world.State, (state, happened) => TargetAutomaton.Step(state, happened, world.Rules).State).IsFinal;
    });

    [Fact]
    public void After_a_kill_of_what_runs_nothing_succeeds_fails_or_starts() => Walk.Always(walk =>
        walk.SkipWhile(step => !(step is { Happened: TargetEvent.KillRequested, Old.HasProcess: true }))
            .All(step => step.New is TargetState.Killing or TargetState.Killed));

    [Fact]
    public void After_a_kill_of_what_waits_nothing_starts() => Walk.Always(walk =>
        walk.SkipWhile(step => !(step.Happened is TargetEvent.KillRequested && step.Old is not (TargetState.Passive or TargetState.Verifying)))
            .All(step => !step.Asks(TargetActions.Start)));

    [Fact]
    public void No_attempt_starts_twice_and_each_is_the_next_one() => Walk.Always(walk =>
    {
        int[] started = [.. walk.Where(step => step.Asks(TargetActions.Start)).Select(step => ((TargetState.Starting)step.New).Attempt)];
        int[] adopted = [.. walk.Where(step => step.Asks(TargetActions.Adopt)).Select(step => ((TargetState.Running)step.New).Attempt)];
        int first = 1 + adopted.SingleOrDefault();
        return started.SequenceEqual(Enumerable.Range(first, started.Length));
    });

    [Fact]
    public void No_more_attempts_start_than_the_policy_has() => Walk.Always(walk =>
        walk.All(step => step.New is not TargetState.Starting starting || starting.Attempt <= 1 + step.Before.Rules.Retries.Count));

    [Fact]
    public void An_attempt_starts_when_it_was_granted_a_slot_and_the_one_before_is_over() => Walk.Always(walk =>
        walk.Where(step => step.Asks(TargetActions.Start)).All(step => step is { Happened: TargetEvent.SlotGranted, Before.IsOpen: false }));

    [Fact]
    public void Success_is_a_good_end_and_then_all_outputs() => Walk.Always(walk =>
    {
        if (walk.LastOrDefault(step => step.IsChange) is not { New: TargetState.Succeeded, Happened: TargetEvent.OutputsFound })
        {
            return !walk.Any(step => step.New is TargetState.Succeeded);
        }

        return walk.Last(step => step.Happened is TargetEvent.Ended) is { Happened: TargetEvent.Ended { Verdict: Verdict.Exited { Code: 0 } } };
    });

    [Fact]
    public void Needs_are_not_activated_while_the_condition_may_hold() => Walk.Always(walk =>
        walk.Where(step => step.Before.Rules.HasCondition && step.Asks(TargetActions.ActivateNeeds))
            .All(step => step is { Happened: TargetEvent.ConditionOpen } or { Old: TargetState.Retrying, Happened: TargetEvent.RetryDue }));

    [Fact]
    public void Nothing_starts_before_its_needs_are_met() => Walk.Always(walk =>
        walk.TakeWhile(step => step.Happened is not TargetEvent.NeedsMet).All(step => !step.Asks(TargetActions.Start)));

    [Fact]
    public void What_has_a_condition_and_steps_is_never_called_up_to_date() => Walk.Always(walk =>
        walk.Where(step => step is { New: TargetState.UpToDate, Before.Rules.HasCondition: true, IsChange: true })
            .All(step => step.Happened is TargetEvent.FoundEmpty));

    [Fact]
    public void Losing_and_regaining_contact_changes_no_end() => Walk.Always(walk =>
    {
        TargetState steady = new TargetState.Passive();
        TargetState shaky = steady;
        foreach (WalkStep step in walk.Where(step => !IsNewsOfContact(step) && !IsPreparationFault(step)))
        {
            // Only what was seen running is let go.
            if (step.Happened is TargetEvent.LetGo && steady is TargetState.Starting)
            {
                continue;
            }

            steady = TargetAutomaton.Step(steady, step.Happened, step.Before.Rules).State;
            TargetEvent[] flicker = [step.Happened, new TargetEvent.ContactLost("no route to host", Samples.Moment), new TargetEvent.ContactRegained()];
            shaky = flicker.Aggregate(shaky, (state, happened) => TargetAutomaton.Step(state, happened, step.Before.Rules).State);
        }

        return shaky == (steady is TargetState.Starting starting ? new TargetState.Running(starting.Attempt) : steady);
    });

    private static bool IsNewsOfContact(WalkStep step) => step.Happened is TargetEvent.ContactLost or TargetEvent.ContactRegained;

    // Comes before the backend was asked, so there is no contact to lose.
    private static bool IsPreparationFault(WalkStep step) => step is { Old: TargetState.Starting, Happened: TargetEvent.Faulted };
}
