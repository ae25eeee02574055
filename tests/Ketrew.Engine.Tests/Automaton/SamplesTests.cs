using Ketrew.Engine.Automaton;
using Ketrew.Sdk.Backends;

namespace Ketrew.Engine.Tests.Automaton;

/// <summary>What a new case would be forgotten by, were there no sample of it.</summary>
public sealed class SamplesTests
{
    [Fact]
    public void There_is_a_sample_of_every_state() => AssertComplete(typeof(TargetState), Samples.States);

    [Fact]
    public void There_is_a_sample_of_every_event() => AssertComplete(typeof(TargetEvent), Samples.Events);

    [Fact]
    public void There_is_a_sample_of_every_verdict() => AssertComplete(typeof(Verdict), Samples.Verdicts);

    [Fact]
    public void There_is_a_sample_of_every_reason() => AssertComplete(typeof(FailureReason), Samples.Reasons);

    [Fact]
    public void Targets_are_killed_with_every_strength() =>
        Assert.Equal(Enum.GetValues<KillStrength>(), Samples.Events.OfType<TargetEvent.KillRequested>().Select(kill => kill.Strength));

    private static void AssertComplete(Type union, IEnumerable<object> samples) => Assert.Equal(
        union.GetNestedTypes().Select(type => type.Name).Order(StringComparer.Ordinal),
        samples.Select(sample => sample.GetType().Name).Distinct().Order(StringComparer.Ordinal));
}
