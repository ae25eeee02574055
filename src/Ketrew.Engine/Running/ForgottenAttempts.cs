using Ketrew.Engine.Storage;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Engine.Running;

/// <summary>Finds what runs for a project and is not in its state, which may have been put back from a copy.</summary>
internal static class ForgottenAttempts
{
    /// <summary>Asks every backend. What a finished attempt left running on purpose is not among them.</summary>
    public static async Task<List<UnfinishedAttempt>> FindAsync(StateStore store, BackendSet backends)
    {
        IEnumerable<UnfinishedAttempt>[] forgotten = await Task.WhenAll(backends.All.Select(backend => AskAsync(store, backend)));
        return [.. forgotten.SelectMany(attempts => attempts)];
    }

    private static async Task<IEnumerable<UnfinishedAttempt>> AskAsync(StateStore store, IBackend backend)
    {
        try
        {
            ValueList<AttemptReference> found = await backend.FindAsync(store.Identity, store.Project.Root, CancellationToken.None);
            return found.Where(attempt => !store.Knows(attempt.Id)).Select(attempt => Describe(attempt, backend));
        }
        catch (BackendException)
        {
            // Who can't be asked keeps no run from beginning: what the state knows of it is looked for anyway.
            return [];
        }
    }

    private static UnfinishedAttempt Describe(AttemptReference attempt, IBackend backend) =>
        new(attempt, backend.Name, null, DateTimeOffset.MaxValue, null);
}
