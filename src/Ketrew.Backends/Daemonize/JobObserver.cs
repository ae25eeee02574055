using System.Collections.Concurrent;
using Ketrew.Backends.Processes;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Daemonize;

/// <summary>Finds out what became of attempts: their verdicts first, then their processes.</summary>
/// <param name="root">Where playgrounds are.</param>
/// <param name="machine">This one.</param>
/// <param name="names">Makes names that nobody else makes.</param>
/// <param name="memoryKills">Says why something died that nobody killed.</param>
/// <param name="clock">Measures the grace.</param>
internal sealed class JobObserver(PlaygroundRoot root, Machine machine, UniqueNames names, MemoryKills memoryKills, TimeProvider clock)
{
    // When the process of an attempt was missed first.
    private readonly ConcurrentDictionary<AttemptId, long> _missed = new();

    /// <summary>Looks for attempts, none of which is being started by this engine at the moment.</summary>
    /// <param name="attempts">What to look for.</param>
    /// <param name="grace">How long the verdict of a process that is gone is waited for.</param>
    /// <param name="cancellationToken">Gives up looking.</param>
    public ValueList<AttemptObservation> Observe(IEnumerable<AttemptReference> attempts, TimeSpan grace, CancellationToken cancellationToken)
    {
        Round round = new(Markers(), new Sighting(machine), grace);
        return attempts.Select(attempt => Observe(attempt, round, cancellationToken)).ToValueList();
    }

    private AttemptObservation Observe(AttemptReference attempt, Round round, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Playground playground = root.Of(attempt.Id);
        try
        {
            AttemptObservation? told = round.Ended.Contains(Path.GetFileName(playground.Marker)) ? ReadVerdict(playground) : null;
            AttemptObservation observation = told ?? Find(attempt, playground, round);
            if (observation is AttemptObservation.Ended)
            {
                _ = _missed.TryRemove(attempt.Id, out _);
                DeleteMarker(playground);
            }

            return observation;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new AttemptObservation.Unknown(failure.Message);
        }
    }

    private AttemptObservation Find(AttemptReference attempt, Playground playground, Round round)
    {
        if (JobProcess.ParseHandle(attempt.Handle) is { } known)
        {
            return Follow(attempt.Id, known, playground, round);
        }

        Claim claim = Claim.Look(playground);
        if (claim is Claim.Open && ReadVerdict(playground) is null && round.Sighting.MarkedBy(attempt.Id).Count == 0)
        {
            // From here on it can't begin any more, whoever is about to start it.
            claim = Claim.Withdraw(playground, names.Next());
        }

        return claim switch
        {
            Claim.Job job => Follow(attempt.Id, job.Process, playground, round),
            Claim.Withdrawn when round.Sighting.MarkedBy(attempt.Id).Count == 0 => new AttemptObservation.Ended(new Verdict.Lost("it was never started")),
            Claim.Unreadable { Why: var why } => new AttemptObservation.Unknown(why),
            _ => ReadVerdict(playground) ?? WithoutProcess(attempt.Id, round, $"the claim in {playground.Path} can't be understood"),
        };
    }

    private AttemptObservation Follow(AttemptId id, JobProcess process, Playground playground, Round round)
    {
        Whereabouts place = machine.Locate(process);
        if (place is Whereabouts.Here && round.Sighting.IsAlive(process))
        {
            _ = _missed.TryRemove(id, out _);
            // A script that has told lives on for a moment.
            return (File.Exists(playground.Verdict) ? ReadVerdict(playground) : null)
                ?? new AttemptObservation.Alive($"process {process.ProcessId}");
        }

        // Looked at after the process: what ended in between has left it by now.
        return ReadVerdict(playground)
            ?? (place is Whereabouts.Elsewhere ? Elsewhere(process, playground)
            : place is Whereabouts.EarlierLife ? new AttemptObservation.Ended(new Verdict.NodeFailed("the machine was restarted while it ran"))
            : File.Exists(playground.Killed) && round.Sighting.MarkedBy(id).Count == 0
                ? new AttemptObservation.Ended(new Verdict.Signaled(LibC.Kill))
            : WithoutProcess(id, round, WhyLost(process, playground)));
    }

    // Nobody but a person can know that it is gone.
    private AttemptObservation Elsewhere(JobProcess process, Playground playground) => File.Exists(playground.Killed)
        ? new AttemptObservation.Ended(new Verdict.NodeFailed($"it was started on {process.Host} and given up"))
        : new AttemptObservation.Unknown(
            $"it was started on {process.Host}, and this is {machine.Host}; when it can't run there any more, type: touch {Shell.Quote(playground.Killed)}");

    // What its script left behind is still the attempt: it may write what the next one writes.
    private AttemptObservation WithoutProcess(AttemptId id, Round round, string why)
    {
        if (round.Sighting.MarkedBy(id) is { Count: > 0 } processes)
        {
            return new AttemptObservation.Alive($"its script is gone; of what it started, {string.Join(' ', processes)} still run");
        }

        long now = clock.GetTimestamp();
        return clock.GetElapsedTime(_missed.GetOrAdd(id, now), now) < round.Grace
            ? new AttemptObservation.Alive("its process is gone; its verdict is waited for")
            : new AttemptObservation.Ended(memoryKills.TakeOne() ? new Verdict.OutOfMemory() : new Verdict.Lost(why));
    }

    private static string WhyLost(JobProcess process, Playground playground)
    {
        string words = FileContent.Read(playground.ScriptLog) is FileContent.Found { Text: { Length: > 0 } text }
            ? $"; its script said: {text.TrimEnd('\n').Split('\n')[^1]}"
            : "";
        return Directory.Exists(playground.Path)
            ? $"process {process.ProcessId} is gone and left no verdict in {playground.Path}{words}"
            : $"process {process.ProcessId} is gone, and so is its playground {playground.Path}";
    }

    // Null when there is none.
    private AttemptObservation? ReadVerdict(Playground playground)
    {
        switch (FileContent.Read(playground.Verdict))
        {
            case FileContent.Found { Text: var text } when VerdictText.Parse(text) is { } verdict:
                // The script looked at the same counter: what it took for its own is nobody else's.
                _ = verdict is Verdict.OutOfMemory && memoryKills.TakeOne();
                return new AttemptObservation.Ended(verdict) { At = File.GetLastWriteTimeUtc(playground.Verdict) };
            case FileContent.Unreadable { Why: var why }:
                return new AttemptObservation.Unknown(why);
            default:
                return null;
        }
    }

    private static void DeleteMarker(Playground playground)
    {
        if (File.Exists(playground.Marker))
        {
            File.Delete(playground.Marker);
        }
    }

    // Only a shortcut: what can't be read here is found attempt by attempt.
    private HashSet<string> Markers()
    {
        try
        {
            return [.. Directory.EnumerateFiles(root.EndedDirectory).Select(path => Path.GetFileName(path))];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private sealed record Round(HashSet<string> Ended, Sighting Sighting, TimeSpan Grace);
}
