using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Engine.Running;

/// <summary>Ends attempts of earlier engines and awaits their end.</summary>
/// <param name="backend">Where they run.</param>
/// <param name="clock">Bounds the waits.</param>
/// <param name="grace">How long they may clean up, and then may take to die.</param>
internal sealed class AttemptEnder(IBackend backend, TimeProvider clock, TimeSpan grace)
{
    private static readonly TimeSpan _poll = TimeSpan.FromMilliseconds(20);

    /// <summary>Asks them to end, and forces those that do not.</summary>
    /// <returns>What is known of each in the end, in the same order: those that are not ended may still run.</returns>
    public async Task<ValueList<AttemptObservation>> EndAsync(ValueList<AttemptReference> attempts, KillStrength strength)
    {
        ValueList<AttemptObservation> observations = await EndOnceAsync(attempts, strength);
        return strength is KillStrength.Terminate && !AllEnded(observations) ? await EndOnceAsync(attempts, KillStrength.Kill) : observations;
    }

    public static bool AllEnded(ValueList<AttemptObservation> observations) => observations.All(observation => observation is AttemptObservation.Ended);

    private async Task<ValueList<AttemptObservation>> EndOnceAsync(ValueList<AttemptReference> attempts, KillStrength strength)
    {
        _ = await backend.KillAsync(attempts, strength, CancellationToken.None);
        long since = clock.GetTimestamp();
        while (true)
        {
            ValueList<AttemptObservation> observations = await backend.ObserveAsync(attempts, CancellationToken.None);
            if (AllEnded(observations) || clock.GetElapsedTime(since) > grace)
            {
                return observations;
            }

            await Task.Delay(_poll, clock);
        }
    }
}
