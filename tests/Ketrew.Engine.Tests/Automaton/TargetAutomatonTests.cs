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

    private static TargetTransition Step(TargetState state, TargetEvent happened) => TargetAutomaton.Step(state, happened, Samples.Rules);
}
