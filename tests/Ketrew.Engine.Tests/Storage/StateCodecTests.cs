using Ketrew.Engine.Automaton;
using Ketrew.Engine.Storage;
using Ketrew.Engine.Tests.Automaton;
using Ketrew.Sdk;

namespace Ketrew.Engine.Tests.Storage;

public sealed class StateCodecTests
{
    [Fact]
    public void Every_state_comes_back_from_the_database_as_it_was()
    {
        IEnumerable<TargetState> states = Samples.States;

        Assert.All(states, state => Assert.Equal(state, StateCodec.Decode(StateCodec.Encode(state))));
    }

    [Fact]
    public void Every_reason_comes_back_from_the_database_as_it_was()
    {
        FailureReason[] reasons =
        [
            new FailureReason.Exited(3, "compile"), new FailureReason.Signaled(9, ""), new FailureReason.TimedOut(TimeSpan.FromSeconds(1.5)),
            new FailureReason.InputsMissing(["a", "b/c"]), new FailureReason.OutputsMissing(["d"]), new FailureReason.StartRefused("no\nway"),
            new FailureReason.Lost("gone"), new FailureReason.Faulted("disk full"),
        ];

        Assert.All(
            reasons.Select(reason => new TargetState.Failed(2, reason)),
            state => Assert.Equal(state, StateCodec.Decode(StateCodec.Encode(state))));
        Assert.Equal(typeof(FailureReason).GetNestedTypes().Length, reasons.Length);
    }

    [Fact]
    public void Needs_that_failed_keep_their_ids()
    {
        TargetState state = new TargetState.NeedsFailed([new TargetId("a:b"), new TargetId("c")]);

        Assert.Equal(state, StateCodec.Decode(StateCodec.Encode(state)));
    }
}
