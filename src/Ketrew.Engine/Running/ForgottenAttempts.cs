using Ketrew.Engine.Storage;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Engine.Running;

/// <summary>Finds what runs for a project and is not in its state, which may have been put back from a copy. What a target left running
/// when it was done, a server say, is no business of anybody's: its attempt is known.</summary>
internal static class ForgottenAttempts
{
    /// <summary>Asks every backend.</summary>
    public static async Task<List<UnfinishedAttempt>> FindAsync(StateStore store, BackendSet backends)
    {
        List<UnfinishedAttempt> forgotten = [];
        foreach (IBackend backend in backends.All)
        {
            ValueList<AttemptReference> found = await backend.FindAsync(store.Identity, store.Project.Root, CancellationToken.None);
            forgotten.AddRange(found.Where(attempt => !store.Knows(attempt.Id)).Select(attempt => new UnfinishedAttempt(attempt, backend.Name, null, default, null)));
        }

        return forgotten;
    }
}
