using Ketrew.Backends.Hosts;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Kubernetes;

/// <summary>Makes pods, many with one call, and tries again for as long as the cluster is out of reach. Thread-safe.</summary>
/// <param name="name">What the backend is called.</param>
/// <param name="kubectl">Speaks to the cluster.</param>
/// <param name="settings">How pods are.</param>
/// <param name="journal">Remembers what was intended.</param>
/// <param name="clock">Measures pauses.</param>
internal sealed class PodSubmitter(string name, Kubectl kubectl, KubernetesSettings settings, PodJournal journal, TimeProvider clock)
{
    private const int LargestBatch = 50;
    private static readonly TimeSpan _longestPause = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly List<Wish> _wishes = [];
    private bool _isBusy;

    /// <summary>Where pods run, for people.</summary>
    public string Place { get; } = settings.Context.Length > 0 ? settings.Context : name;

    /// <summary>How the attempt is found.</summary>
    public string HandleOf(AttemptId id) => $"{name}/1 {PodName.Of(id)}";

    /// <summary>True while a pod is to be made and isn't yet.</summary>
    public string? WaitsFor(AttemptId id)
    {
        lock (_gate)
        {
            return _wishes.Find(wish => wish.Attempt.Id == id)?.Problem;
        }
    }

    /// <summary>Adds an attempt; what comes of it is told to the listener.</summary>
    public void Add(Attempt attempt, IAttemptListener listener)
    {
        lock (_gate)
        {
            _wishes.Add(new Wish(attempt, listener));
            if (_isBusy)
            {
                return;
            }

            _isBusy = true;
        }

        _ = WorkAsync();
    }

    /// <summary>Forgets an attempt that nobody wants any more.</summary>
    /// <returns>True when no call that makes its pod is under way: it can't begin any more.</returns>
    public bool TryForget(AttemptId id)
    {
        lock (_gate)
        {
            foreach (Wish wish in _wishes.Where(wish => wish.Attempt.Id == id && !wish.IsUnderWay).ToArray())
            {
                _ = _wishes.Remove(wish);
                wish.Listener.Ended(id, new Verdict.StartRefused("it was given up before it began"));
            }

            return !_wishes.Exists(wish => wish.Attempt.Id == id);
        }
    }

    private async Task WorkAsync()
    {
        TimeSpan pause = settings.Poll;
        await Task.Yield();
        while (Take() is { Count: > 0 } batch)
        {
            bool isReachable = await SubmitAsync(batch);
            lock (_gate)
            {
                batch.ForEach(wish => wish.IsUnderWay = false);
            }

            pause = isReachable ? settings.Poll : TimeSpan.FromTicks(Math.Min(2 * pause.Ticks, _longestPause.Ticks));
            if (!isReachable)
            {
                await Task.Delay(pause, clock);
            }
        }
    }

    private List<Wish> Take()
    {
        lock (_gate)
        {
            List<Wish> batch = [.. _wishes.Take(LargestBatch)];
            batch.ForEach(wish => wish.IsUnderWay = true);
            _isBusy = batch.Count > 0;
            return batch;
        }
    }

    // False when some are to be tried again.
    private async Task<bool> SubmitAsync(List<Wish> batch)
    {
        List<Wish> wanted = [.. batch.Where(Prepare)];
        if (wanted.Count == 0)
        {
            return true;
        }

        string[] files = [.. wanted.Select(wish => journal.ManifestOf(wish.Attempt.Id)).Distinct(StringComparer.Ordinal)];
        string command = kubectl.Command(["create", "--output", "name", "--validate=false", .. files.SelectMany(file => (string[])["--filename", file])]);
        CommandOutcome outcome;
        try
        {
            outcome = (await kubectl.RunAllAsync([command], CancellationToken.None))[0];
        }
        catch (BackendException failure)
        {
            outcome = new CommandOutcome(failure.ExitCode ?? 1, "", failure.Message);
        }

        HashSet<string> made = [.. outcome.Output.Split('\n').Where(line => line.StartsWith("pod/", StringComparison.Ordinal)).Select(line => line[4..])];
        return wanted.Select(wish => Settle(wish, made, outcome)).ToArray().All(isSettled => isSettled);
    }

    // Writes down what is intended; settles what can't be.
    private bool Prepare(Wish wish)
    {
        if (journal.VerdictOf(wish.Attempt.Id) is not null)
        {
            TellStarted(wish);
            return false;
        }

        string? refusal;
        try
        {
            refusal = PodManifest.Create(wish.Attempt, settings, out string problem) is { } manifest ? journal.Intend(wish.Attempt, manifest) : problem;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            refusal = failure.Message;
        }

        if (refusal is not null)
        {
            TellRefused(wish, refusal);
        }

        return refusal is null;
    }

    private bool Settle(Wish wish, HashSet<string> made, CommandOutcome outcome)
    {
        string pod = PodName.Of(wish.Attempt.Id);
        string about = KubectlError.About(outcome.Errors, pod, journal.ManifestOf(wish.Attempt.Id));
        if (made.Contains(pod) || about.Contains("AlreadyExists", StringComparison.Ordinal))
        {
            TellStarted(wish);
            return true;
        }

        string said = about.Length > 0 ? about : outcome.Errors;
        if (outcome.Code == 0 || KubectlError.IsRecoverable(outcome with { Errors = said }))
        {
            wish.Problem = $"it waits for the cluster: {KubectlError.LastLine(said)}";
            return false;
        }

        journal.Withdraw(wish.Attempt.Id);
        TellRefused(wish, about.Length > 0 ? about : KubectlError.LastLine(said));
        return true;
    }

    private void TellStarted(Wish wish)
    {
        Settle(wish);
        wish.Listener.Started(new AttemptReference(wish.Attempt.Id, HandleOf(wish.Attempt.Id)), Place);
    }

    private void TellRefused(Wish wish, string message)
    {
        Settle(wish);
        wish.Listener.Ended(wish.Attempt.Id, new Verdict.StartRefused(message));
    }

    private void Settle(Wish wish)
    {
        lock (_gate)
        {
            _ = _wishes.Remove(wish);
        }
    }

    private sealed record Wish(Attempt Attempt, IAttemptListener Listener)
    {
        public bool IsUnderWay { get; set; }

        public string Problem { get; set; } = "it is handed to the cluster";
    }
}
