using Ketrew.Backends.Hosts;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Kubernetes;

/// <summary>Looks at the pods of a project, ends them, and deletes those whose end is known.</summary>
/// <param name="kubectl">Speaks to the cluster.</param>
internal sealed class PodKeeper(Kubectl kubectl)
{
    // Keeps a pod that is being ended until its verdict was read: a cluster forgets what it has deleted.
    private const string Finalizer = "ketrew/verdict";

    // Nothing but its node keeps a pod so long.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    /// <summary>All pods of projects, by name; one call.</summary>
    /// <exception cref="BackendException">The cluster can't be asked.</exception>
    public async Task<Dictionary<string, PodReport>> ListAsync(IEnumerable<string> projects, CancellationToken cancellationToken)
    {
        string values = string.Join(',', projects.Select(PodName.LabelOf).Distinct(StringComparer.Ordinal));
        CommandOutcome outcome = await kubectl.RunAsync(
            ["get", "pods", "--selector", $"{PodManifest.ProjectLabel} in ({values})", "--output", "json"], cancellationToken);
        try
        {
            return outcome.Code == 0 ? PodReader.Read(outcome.Output) : throw kubectl.Failure(outcome, "list the pods");
        }
        catch (System.Text.Json.JsonException failure)
        {
            throw new BackendException($"kubectl's list of pods can't be read: {failure.Message}", failure) { IsRecoverable = true };
        }
    }

    /// <summary>Asks pods that run to end.</summary>
    /// <param name="pods">Which.</param>
    /// <param name="strength">Forced ones get a second after TERM; those that nothing has helped against so far are struck off.</param>
    /// <param name="now">To tell what has been deleted for long.</param>
    /// <param name="cancellationToken">Gives up asking.</param>
    public async Task<KillAnswer> EndAsync(ValueList<PodReport> pods, KillStrength strength, DateTimeOffset now, CancellationToken cancellationToken)
    {
        bool IsStuck(PodReport pod) => strength is KillStrength.Kill && pod.DeletedBy + _patience < now;
        string[] stuck = [.. pods.Where(IsStuck).Select(pod => pod.Name)];
        string[] others = [.. pods.Where(pod => !IsStuck(pod)).Select(pod => pod.Name)];
        string[] unmarked = [.. pods.Where(pod => !IsStuck(pod) && pod.DeletedBy is null).Select(pod => pod.Name)];
        List<string> commands = [];
        if (unmarked.Length > 0)
        {
            commands.Add(Patch(unmarked, $"[\"{Finalizer}\"]"));
        }

        if (others.Length > 0)
        {
            commands.Add(Delete(others, strength is KillStrength.Kill ? "--now" : null));
        }

        if (stuck.Length > 0)
        {
            commands.AddRange([Patch(stuck, "null"), Delete(stuck, "--grace-period=0", "--force")]);
        }

        ValueList<CommandOutcome> outcomes = await kubectl.RunAllAsync([.. commands], cancellationToken);
        return outcomes.Index().Where(outcome => commands[outcome.Index].Contains(" delete ", StringComparison.Ordinal)).All(outcome => outcome.Item.Code == 0)
            ? KillAnswer.Delivered
            : KillAnswer.Unknown;
    }

    /// <summary>Deletes pods whose end is known. What can't be deleted now is met again.</summary>
    /// <param name="pods">Which.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task DropAsync(ValueList<PodReport> pods, CancellationToken cancellationToken)
    {
        string[] kept = [.. pods.Where(pod => pod.Finalizers is [Finalizer]).Select(pod => pod.Name)];
        string[] there = [.. pods.Where(pod => pod.DeletedBy is null).Select(pod => pod.Name)];
        ValueList<string> commands =
        [
            .. kept.Length > 0 ? [Patch(kept, "null")] : Array.Empty<string>(),
            .. there.Length > 0 ? [Delete(there)] : Array.Empty<string>(),
        ];
        _ = commands.IsEmpty ? [] : await kubectl.RunAllAsync(commands, cancellationToken);
    }

    private string Patch(string[] pods, string finalizers) =>
        kubectl.Command(["patch", "pods", .. pods, "--type", "merge", "--patch", $"{{\"metadata\":{{\"finalizers\":{finalizers}}}}}"]);

    private string Delete(string[] pods, params string?[] options) =>
        kubectl.Command(["delete", "pods", .. pods, "--wait=false", "--ignore-not-found", .. options.OfType<string>()]);
}
