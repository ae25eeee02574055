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
        List<UnfinishedAttempt> forgotten = [];
        foreach (IBackend backend in backends.All)
        {
            ValueList<AttemptReference> found = await backend.FindAsync(store.Identity, store.Project.Root, CancellationToken.None);
            forgotten.AddRange(found.Where(attempt => !store.Knows(attempt.Id)).Select(attempt => Describe(attempt, backend)));
        }

        return forgotten;
    }

    private static UnfinishedAttempt Describe(AttemptReference attempt, IBackend backend) =>
        new(attempt, backend.Name, null, DateTimeOffset.MaxValue, null);
}
