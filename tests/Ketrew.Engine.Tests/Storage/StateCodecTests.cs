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
        IEnumerable<TargetState> states = Samples.Reasons.Select(reason => new TargetState.Failed(2, reason));

        Assert.All(states, state => Assert.Equal(state, StateCodec.Decode(StateCodec.Encode(state))));
    }

    [Fact]
    public void Needs_that_failed_keep_their_ids()
    {
        TargetState state = new TargetState.NeedsFailed([new TargetId("a:b"), new TargetId("c")]);

        Assert.Equal(state, StateCodec.Decode(StateCodec.Encode(state)));
    }
}
