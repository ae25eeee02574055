using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Protocol.Backends;

namespace Ketrew.Backends.Hosted;

/// <summary>Has attempts begun, and takes up in a new process what was under way in a lost one.</summary>
/// <param name="link">To the backend.</param>
/// <param name="starts">What is still to be told.</param>
/// <param name="options">Waits.</param>
/// <param name="clock">Measures them.</param>
internal sealed class HostedRecovery(HostedLink link, StartBook starts, HostedOptions options, TimeProvider clock)
{
    /// <summary>Takes up what is under way. Returns when a new process knows all that is to be started.</summary>
    /// <param name="connection">The process in which the backend was just made.</param>
    /// <param name="outlivesEngine">True when attempts went on without the lost process, which knew no more of them than any other.</param>
    public void TakeUp(PluginConnection connection, bool outlivesEngine)
    {
        ValueList<StartedAttempt> begun = starts.At(StartProgress.Begun);
        if (outlivesEngine)
        {
            _ = FollowAsync(connection, begun);
        }
        else
        {
            // Such a backend knows its attempts by heart only: what may have begun is ended, and never begun again.
            _ = RecallAsync(connection, [.. begun, .. starts.At(StartProgress.Sent)]);
        }

        Send(connection, isAgain: outlivesEngine);
    }

    /// <summary>Has attempts begun.</summary>
    /// <param name="connection">The process.</param>
    /// <param name="isAgain">True to repeat what was sent to a lost process: no backend begins an attempt twice.</param>
    public void Send(PluginConnection connection, bool isAgain)
    {
        foreach (StartTicket[] tickets in starts.TakeToSend(isAgain))
        {
            _ = SendAsync(connection, tickets);
        }
    }

    /// <summary>Looks for attempts.</summary>
    /// <exception cref="BackendException">The plugin threw, or answered about other ones.</exception>
    /// <exception cref="HostLostException">The process is gone.</exception>
    public async Task<ValueList<AttemptObservation>> ObserveAsync(
        PluginConnection connection, ValueList<AttemptReference> attempts, CancellationToken cancellationToken)
    {
        BackendResponse.Observed observed = await link.AskAsync<BackendResponse.Observed>(connection, new BackendRequest.Observe(link.Number, attempts), cancellationToken);
        return observed.Observations.Count == attempts.Count
            ? observed.Observations
            : throw new BackendException($"The plugin was asked about {attempts.Count} attempts and answered about {observed.Observations.Count}.");
    }

    private async Task SendAsync(PluginConnection connection, StartTicket[] tickets)
    {
        while (tickets.Length > 0)
        {
            try
            {
                _ = await link.AskAsync<BackendResponse.Done>(connection, new BackendRequest.Start(link.Number, tickets), link.Disposal);
                return;
            }
            catch (BackendException failure) when (failure.IsRecoverable)
            {
                tickets = await WaitAsync() ? StillUntold(tickets) : [];
            }
            catch (BackendException failure)
            {
                await RefuseAsync(connection, StillUntold(tickets), failure);
                return;
            }
            catch (Exception exception) when (exception is HostLostException or OperationCanceledException)
            {
                // The next process takes it up.
                return;
            }
        }
    }

    // A plugin that throws may have begun some of them.
    private async Task RefuseAsync(PluginConnection connection, StartTicket[] tickets, BackendException failure)
    {
        if (tickets.Length == 0)
        {
            return;
        }

        ValueList<AttemptReference> attempts = [.. tickets.Select(ticket => new AttemptReference(ticket.Attempt.Id, ""))];
        if (await TryAsync(() => link.AskAsync<BackendResponse>(connection, new BackendRequest.Kill(link.Number, attempts, KillStrength.Kill), link.Disposal)))
        {
            foreach (StartTicket ticket in tickets)
            {
                starts.End(ticket.Ticket, new Verdict.StartRefused(failure.Message));
            }
        }
    }

    // Who would have told of their ends is gone, so they are looked for.
    private async Task FollowAsync(PluginConnection connection, ValueList<StartedAttempt> attempts)
    {
        while (await LookAsync(connection, attempts, verdict => verdict))
        {
            attempts = [.. attempts.Where(attempt => starts.Has(attempt.Ticket))];
        }
    }

    private async Task RecallAsync(PluginConnection connection, ValueList<StartedAttempt> attempts)
    {
        bool isOver = attempts.IsEmpty;
        while (!isOver)
        {
            BackendRequest.Kill kill = new(link.Number, [.. attempts.Select(attempt => attempt.Reference)], KillStrength.Kill);
            isOver = !await TryAsync(() => link.AskAsync<BackendResponse>(connection, kill, link.Disposal))
                || !await LookAsync(connection, attempts, OfRecalled);
            attempts = [.. attempts.Where(attempt => starts.Has(attempt.Ticket))];
        }
    }

    // That we ended it says nothing about it.
    private static Verdict OfRecalled(Verdict verdict) =>
        verdict is Verdict.Signaled or Verdict.Lost ? new Verdict.Lost("the process of its backend was lost while it ran") : verdict;

    // False when there is nothing left to look for, or another process will.
    private async Task<bool> LookAsync(PluginConnection connection, ValueList<StartedAttempt> attempts, Func<Verdict, Verdict> judge)
    {
        ValueList<AttemptReference> references = [.. attempts.Select(attempt => attempt.Reference)];
        bool isThere = !attempts.IsEmpty && await TryAsync(async () =>
        {
            ValueList<AttemptObservation> observations = await ObserveAsync(connection, references, link.Disposal);
            foreach ((int i, AttemptObservation observation) in observations.Index())
            {
                if (observation is AttemptObservation.Ended ended)
                {
                    starts.End(attempts[i].Ticket, judge(ended.Verdict));
                }
            }
        });
        return isThere && attempts.Any(attempt => starts.Has(attempt.Ticket)) && await WaitAsync();
    }

    private StartTicket[] StillUntold(StartTicket[] tickets)
    {
        HashSet<long> untold = [.. starts.At(StartProgress.Sent).Select(entry => entry.Ticket)];
        return [.. tickets.Where(ticket => untold.Contains(ticket.Ticket))];
    }

    // True when the process is still there, even if the plugin has thrown: it is asked again.
    private static async Task<bool> TryAsync(Func<Task> ask)
    {
        try
        {
            await ask();
            return true;
        }
        catch (BackendException)
        {
            return true;
        }
        catch (Exception exception) when (exception is HostLostException or OperationCanceledException)
        {
            return false;
        }
    }

    private async Task<bool> WaitAsync()
    {
        await Task.Delay(options.FollowInterval, clock, link.Disposal).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !link.Disposal.IsCancellationRequested;
    }
}
