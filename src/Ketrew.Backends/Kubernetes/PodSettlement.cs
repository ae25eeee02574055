using Ketrew.Backends.Hosts;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Kubernetes;

/// <summary>Sees to it that nothing of an attempt that has ended is lost with its pod.</summary>
/// <param name="settings">Which files pods share; whether pods are kept.</param>
/// <param name="kubectl">Tells logs.</param>
/// <param name="keeper">Deletes pods.</param>
/// <param name="journal">Keeps verdicts.</param>
/// <param name="judge">Forgets who is over.</param>
internal sealed class PodSettlement(KubernetesSettings settings, Kubectl kubectl, PodKeeper keeper, PodJournal journal, PodJudge judge)
{
    /// <summary>Keeps the ends that are about to be told, then lets the cluster forget their pods. What can't be kept is not told.</summary>
    /// <param name="attempts">All that were looked for.</param>
    /// <param name="observations">Of each; changed where its end can't be told yet.</param>
    /// <param name="pods">By name.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task SettleAsync(
        ValueList<AttemptReference> attempts, AttemptObservation[] observations, Dictionary<string, PodReport> pods, CancellationToken cancellationToken)
    {
        List<PodReport> ended = [];
        for (int i = 0; i < attempts.Count; i++)
        {
            AttemptId id = attempts[i].Id;
            if (observations[i] is AttemptObservation.Ended { Verdict: var verdict })
            {
                PodReport? pod = pods.GetValueOrDefault(PodName.Of(id));
                if (pod is not null && !await TryFetchLogAsync(id, cancellationToken))
                {
                    observations[i] = new AttemptObservation.Alive("it has ended; its log is fetched");
                    continue;
                }

                if (!TryKeep(id, verdict, out string problem))
                {
                    observations[i] = new AttemptObservation.Unknown(problem);
                    continue;
                }

                judge.Forget(id);
                ended.AddRange(pod is null ? [] : [pod]);
            }
        }

        if (ended.Count > 0 && !settings.KeepsPods)
        {
            await DropAsync([.. ended], cancellationToken);
        }
    }

    // On a full disk its pod stays, and is asked again.
    private bool TryKeep(AttemptId id, Verdict verdict, out string problem)
    {
        try
        {
            journal.Keep(id, verdict);
            problem = "";
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            problem = failure.Message;
            return false;
        }
    }

    private async Task DropAsync(ValueList<PodReport> pods, CancellationToken cancellationToken)
    {
        try
        {
            await keeper.DropAsync(pods, cancellationToken);
        }
        catch (BackendException)
        {
            // Their end is known; whoever looks next deletes them, or a person by their label.
        }
    }

    // False when the cluster couldn't be asked. What pods see is written there already.
    private async Task<bool> TryFetchLogAsync(AttemptId id, CancellationToken cancellationToken)
    {
        if (journal.LogOf(id) is not { } path || PodManifest.Shares(settings.Volumes, path))
        {
            return true;
        }

        try
        {
            CommandOutcome outcome = await kubectl.RunAsync(["logs", PodName.Of(id)], cancellationToken);
            if (outcome.Code == 0)
            {
                await File.WriteAllTextAsync(path, outcome.Output, cancellationToken);
            }

            return outcome.Code == 0 || !KubectlError.IsRecoverable(outcome);
        }
        catch (BackendException)
        {
            return false;
        }
    }
}
