using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Ketrew.Engine.Automaton;
using Ketrew.Engine.Storage;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;

namespace Ketrew.Engine.Tests.Automaton;

public sealed class TargetAutomatonTests
{
    private static readonly RetryPolicy _retries = new(2, TimeSpan.FromSeconds(1), 2);

    private static readonly Arbitrary<TargetEvent[]> _histories = Gen.Elements<TargetEvent>(Samples.Events).ArrayOf().ToArbitrary();

    [Fact]
    public void The_samples_hold_every_state_and_every_event()
    {
        Assert.Equal(typeof(TargetState).GetNestedTypes().Length, Samples.States.Select(state => state.GetType()).Distinct().Count());
        Assert.Equal(typeof(TargetEvent).GetNestedTypes().Length, Samples.Events.Select(happened => happened.GetType()).Distinct().Count());
    }

    [Fact]
    public Task Every_pair_of_state_and_event_has_the_accepted_answer()
    {
        StringBuilder table = new();
        foreach (TargetState state in Samples.States)
        {
            _ = table.Append($"{Print(state)}\n");
            foreach (TargetEvent happened in Samples.Events)
            {
                TargetTransition transition = TargetAutomaton.Step(state, happened, _retries);
                if (!ReferenceEquals(transition.State, state))
                {
                    _ = table.Append($"  {Print(happened)} -> {Print(transition.State)} [{transition.Actions}]\n");
                }
            }
        }

        return Verify(table.ToString());
    }

    [Fact]
    public void A_final_state_is_never_left() => Prop.ForAll(_histories, history =>
    {
        TargetState? final = null;
        foreach (TargetState state in Path(history))
        {
            if (final is not null && !ReferenceEquals(state, final))
            {
                return false;
            }

            final = state.IsFinal ? state : null;
        }

        return true;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Attempts_are_counted_from_one_and_never_exceed_the_policy() => Prop.ForAll(_histories, history =>
        Path(history).All(state => state is not (TargetState.Starting or TargetState.Running) || Attempt(state) is >= 1 and <= 3))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void A_process_is_asked_for_only_from_ready() => Prop.ForAll(_histories, history =>
        Steps(history).All(step => !step.Transition.Actions.HasFlag(TargetActions.Start) || step.Before is TargetState.Ready))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void A_kill_always_ends() => Prop.ForAll(_histories, history =>
    {
        TargetState state = Path(history).Last();
        foreach (TargetEvent happened in (TargetEvent[])
            [new TargetEvent.KillRequested(), new TargetEvent.GraceElapsed(), new TargetEvent.GraceElapsed(), new TargetEvent.OutputsFound()])
        {
            state = TargetAutomaton.Step(state, happened, _retries).State;
        }

        return state.IsFinal || state is TargetState.Passive;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void After_a_kill_was_asked_for_nothing_starts() => Prop.ForAll(_histories, history =>
    {
        TargetState killed = TargetAutomaton.Step(Path(history).Last(), new TargetEvent.KillRequested(), RetryPolicy.None).State;
        return killed is TargetState.Passive or TargetState.Verifying
            || Steps(history, killed, RetryPolicy.None).All(step => !step.Transition.Actions.HasFlag(TargetActions.Start));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_path_ends_when_the_world_answers() => Prop.ForAll(_histories, history =>
    {
        TargetState state = Path(history).Last();
        for (int i = 0; i < 40 && !state.IsFinal; i++)
        {
            state = TargetAutomaton.Step(state, Answer(state), _retries).State;
        }

        return state.IsFinal;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Leaving_in_peace_after_being_asked_to_is_no_success()
    {
        TargetState killing = new TargetState.Killing(1, null, IsForced: false);

        TargetTransition transition = TargetAutomaton.Step(killing, new TargetEvent.Ended(new Verdict.Exited(0), DateTimeOffset.UnixEpoch), _retries);

        Assert.Equal(new TargetState.Killed(1, IsConfirmed: true), transition.State);
    }

    private static string Print(TargetState state)
    {
        StoredState row = StateCodec.Encode(state);
        string[] words = [state.GetType().Name, $"{row.Attempt}", row.Reason ?? "", state is TargetState.Killing or TargetState.Killed ? $"{row.Number}" : ""];
        return string.Join(' ', words.Where(word => word.Length > 0));
    }

    private static string Print(TargetEvent happened) => happened is TargetEvent.Ended { Verdict: var verdict }
        ? $"Ended {verdict.GetType().Name} {(verdict as Verdict.Exited)?.Code}".TrimEnd()
        : happened.GetType().Name;

    private static TargetEvent Answer(TargetState state) => state switch
    {
        TargetState.Passive => new TargetEvent.Activated(),
        TargetState.Waiting => new TargetEvent.NeedsMet(),
        TargetState.Checking => new TargetEvent.FoundStale(),
        TargetState.Ready => new TargetEvent.SlotGranted(),
        TargetState.Starting => new TargetEvent.Started(),
        TargetState.Running or TargetState.Killing => new TargetEvent.Ended(new Verdict.Exited(1), DateTimeOffset.UnixEpoch),
        TargetState.Verifying => new TargetEvent.OutputsFound(),
        _ => new TargetEvent.RetryDue(),
    };

    private static int Attempt(TargetState state) => state switch
    {
        TargetState.Starting starting => starting.Attempt,
        TargetState.Running running => running.Attempt,
        _ => 0,
    };

    private static IEnumerable<TargetState> Path(TargetEvent[] history) =>
        Steps(history).Select(step => step.Transition.State).Prepend(new TargetState.Passive());

    private static IEnumerable<(TargetState Before, TargetTransition Transition)> Steps(
        TargetEvent[] history, TargetState? start = null, RetryPolicy? retries = null)
    {
        TargetState state = start ?? new TargetState.Passive();
        foreach (TargetEvent happened in history)
        {
            TargetTransition transition = TargetAutomaton.Step(state, happened, retries ?? _retries);
            yield return (state, transition);
            state = transition.State;
        }
    }
}
