using Ketrew.Engine.Storage;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Engine.Running;

/// <summary>Attempts that go on and that the state knows nothing of: it is older than they are, because a power cut took its last moments or
/// somebody restored a copy. Nobody can tell what they depended on, so they are ended before their targets begin anew.</summary>
internal sealed class StrayAttempts(StateStore store, BackendSet backends, TimeProvider clock, TimeSpan grace)
{
    /// <summary>Ends all of them.</summary>
    /// <param name="since">The first run whose attempts may be unknown.</param>
    /// <returns>Those that were there.</returns>
    /// <exception cref="KetrewException">A backend can't be asked, or one of them doesn't die.</exception>
    public async Task<ValueList<AttemptId>> EndAsync(int since)
    {
        HashSet<AttemptId> ended = [];
        foreach (IBackend backend in backends.All)
        {
            ValueList<AttemptReference> found = await backend.FindAsync(new RunId(store.Identity, since), CancellationToken.None);
            ValueList<AttemptReference> strays = [.. found.Where(attempt => !store.Knows(attempt.Id))];
            if (!strays.IsEmpty)
            {
                await EndAsync(backend, strays);
                ended.UnionWith(strays.Select(attempt => attempt.Id));
            }
        }

        return [.. ended];
    }

    private async Task EndAsync(IBackend backend, ValueList<AttemptReference> strays)
    {
        if (!AttemptEnder.AllEnded(await new AttemptEnder(backend, clock, grace).EndAsync(strays, KillStrength.Terminate)))
        {
            throw new KetrewException(
                $"Processes that the state has forgotten are still there and do not die: {string.Join(", ", strays.Select(stray => stray.Id))}.")
            {
                IsRecoverable = true,
            };
        }
    }
}
