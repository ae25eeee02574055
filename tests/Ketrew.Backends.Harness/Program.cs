using System.Globalization;
using Ketrew.Backends.Daemonize;
using Ketrew.Backends.Harness;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;

// leave DIRECTORY PROJECT COUNT SCRIPT: starts attempts, prints the handle of each, and stays until it is killed.
// watch DIRECTORY PROJECT COUNT SCRIPT: does the same, awaits their ends, and prints how each ended.
(string task, string directory, string project, string script) = (args[0], args[1], args[2], args[4]);
DaemonizeBackend backend = new(
    Path.Combine(directory, "playgrounds"), [new NamedValue("PATH", "/usr/local/bin:/usr/bin:/bin")], "testhost", TimeProvider.System);
await Task.WhenAll(Enumerable.Range(1, int.Parse(args[3], CultureInfo.InvariantCulture)).Select(RunAsync));
return 0;

async Task RunAsync(int number)
{
    Attempt attempt = new()
    {
        Id = new AttemptId(new RunId(project, 1), new TargetId("t"), number),
        Steps = [new Step.Shell(script, ["sh", "-c"])],
        Directory = directory,
        LogPath = Path.Combine(directory, "log"),
    };
    Told told = new();
    backend.Start([attempt], told);
    Verdict? verdict = await told.Task;
    if (verdict is null)
    {
        Console.WriteLine(told.Handle);
        verdict = task == "leave" ? await LeaveAsync() : await WatchAsync(new AttemptReference(attempt.Id, told.Handle));
    }

    Console.WriteLine(verdict);
}

async Task<Verdict> LeaveAsync()
{
    await Task.Delay(Timeout.Infinite);
    return new Verdict.Exited(0);
}

async Task<Verdict> WatchAsync(AttemptReference attempt)
{
    while (true)
    {
        if ((await backend.ObserveAsync([attempt], CancellationToken.None))[0] is AttemptObservation.Ended ended)
        {
            return ended.Verdict;
        }

        await Task.Delay(20);
    }
}
