using System.Net.Sockets;
using Ketrew.Backends.Processes;
using Ketrew.CommandLine.Control;
using Ketrew.CommandLine.Output;
using Ketrew.CommandLine.Projects;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Planning;

namespace Ketrew.CommandLine.Verbs;

/// <summary>Starts this program again in the background, with the same command line, and waits until its run has begun.</summary>
/// <param name="session">Where it is told.</param>
/// <param name="location">The project.</param>
/// <param name="isJson">Tell it to programs.</param>
internal sealed class Detachment(Session session, ProjectLocation location, bool isJson)
{
    /// <summary>Starts it. Nobody may hold the state.</summary>
    /// <returns>An <see cref="ExitCode"/>: that of the process, when its run never began.</returns>
    /// <exception cref="KetrewException">It can't be started.</exception>
    public async Task<int> StartAsync()
    {
        ControlAddress address = ControlAddress.OfStarter(location.StateDirectory, Environment.ProcessId);
        using Socket listener = address.Listen();
        try
        {
            await File.WriteAllTextAsync(location.DetachedLog, "");
            return await AwaitAsync(Start(), listener);
        }
        catch (OperationCanceledException)
        {
            session.Terminal.PrintNote("gave up waiting for the run in the background to begin; `ketrew status` tells whether it has");
            throw;
        }
        finally
        {
            address.Remove();
        }
    }

    private DetachedProcess Start()
    {
        string program = Environment.ProcessPath ?? throw new KetrewException("The system doesn't tell which program this is.");
        // A program that is a library for `dotnet` is the first argument.
        string[] library = Path.GetFileNameWithoutExtension(program) == "dotnet" ? [Path.GetFullPath(Environment.GetCommandLineArgs()[0])] : [];
        string starter = $"{RunSwitches.StarterOption}={Environment.ProcessId}";
        ValueList<string> arguments = [.. library, session.Arguments[0], starter, .. session.Arguments.Skip(1)];
        ValueList<NamedValue> environment = [.. ProjectBackends.OwnEnvironment().Select(variable => new NamedValue(variable.Key, variable.Value))];
        return DetachedProcess.Start(program, arguments, environment, Environment.CurrentDirectory, location.DetachedLog);
    }

    private async Task<int> AwaitAsync(DetachedProcess process, Socket listener)
    {
        using CancellationTokenSource waiting = CancellationTokenSource.CreateLinkedTokenSource(session.Signals.Stop);
        Task<Verdict> ended = process.EndAsync(waiting.Token);
        Task<Socket> called = listener.AcceptAsync(waiting.Token).AsTask();
        _ = await Task.WhenAny(called, ended);
        // Both, when the run was short; or neither, when the person does not want to wait.
        bool hasBegun = called.IsCompletedSuccessfully || (ended.IsCompletedSuccessfully && listener.Poll(0, SelectMode.SelectRead));
        int? run = hasBegun ? await ReadAsync(await called, waiting.Token) : null;
        int exitCode = run is { } number ? Tell(number, process.ProcessId) : Explain(await ended);
        await waiting.CancelAsync();
        return exitCode;
    }

    private static async Task<int?> ReadAsync(Socket socket, CancellationToken cancellationToken)
    {
        using LineChannel channel = new(socket);
        return await channel.ReadAsync(cancellationToken) is { } line && ControlText.ReadAnswer(line) is ControlAnswer.Begun begun ? begun.Run : null;
    }

    private int Tell(int run, int processId)
    {
        if (isJson)
        {
            session.Terminal.Print(JsonLine.Of(writer =>
            {
                writer.WriteString("event", "detached");
                writer.WriteNumber("run", run);
                writer.WriteNumber("process", processId);
                writer.WriteString("log", location.DetachedLog);
            }));
        }
        else
        {
            session.Terminal.Print($"run {run} goes on in the background (process {processId})");
            session.Terminal.PrintNote("`ketrew status` shows how it stands, `ketrew run` brings it back here, `ketrew kill --run` ends it");
        }

        return ExitCode.Done;
    }

    private int Explain(Verdict verdict)
    {
        foreach (string line in File.ReadLines(location.DetachedLog))
        {
            session.Terminal.PrintNote(line);
        }

        if (verdict is Verdict.Exited exited)
        {
            return exited.Code;
        }

        session.Terminal.PrintError("the process in the background ended before its run began", $"cat {Shell.Quote(location.DetachedLog)}");
        return ExitCode.Surroundings;
    }
}
