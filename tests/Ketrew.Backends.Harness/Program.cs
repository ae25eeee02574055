using Ketrew.Backends.Daemonize;
using Ketrew.Backends.Harness;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;

// leave DIRECTORY PROJECT SCRIPT: starts an attempt, prints its handle, and stays until it is killed.
// watch DIRECTORY PROJECT SCRIPT: starts an attempt, awaits its end, and prints how it ended.
(string task, string directory, string project, string script) = (args[0], args[1], args[2], args[3]);
Attempt attempt = new()
{
    Id = new AttemptId(new RunId(project, 1), new TargetId("t"), 1),
    Steps = [new Step.Shell(script, ["sh", "-c"])],
    Directory = directory,
    LogPath = Path.Combine(directory, "log"),
};
DaemonizeBackend backend = new(
    Path.Combine(directory, "playgrounds"), [new NamedValue("PATH", "/usr/local/bin:/usr/bin:/bin")], "testhost", TimeProvider.System);
Told told = new();
backend.Start(attempt, told);
if (await told.Task is { } refused)
{
    Console.WriteLine(refused);
    return 0;
}

Console.WriteLine(told.Handle);
if (task == "leave")
{
    await Task.Delay(Timeout.Infinite);
}

while (true)
{
    if ((await backend.ObserveAsync([new AttemptReference(attempt.Id, told.Handle)], CancellationToken.None))[0] is AttemptObservation.Ended ended)
    {
        Console.WriteLine(ended.Verdict);
        return 0;
    }

    await Task.Delay(20);
}
