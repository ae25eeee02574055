using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Ketrew.TestSupport;

namespace Ketrew.CommandLine.Tests;

/// <summary>A project of one test, in which the built program is at work; whatever it leaves running ends with the test.</summary>
internal sealed partial class ProgramProject : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly List<Process> _processes = [];

    /// <summary>Where it is; absolute.</summary>
    public string FullPath => _directory.FullPath;

    /// <summary>The absolute path of something in it.</summary>
    public string this[string relative] => _directory[relative];

    public async ValueTask DisposeAsync()
    {
        foreach (Process process in _processes)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        if (Has(".ketrew/state.db"))
        {
            _ = await RunAsync("kill", "--all", "--force");
        }

        await AwaitFreeAsync();
        _directory.Dispose();
    }

    /// <summary>Writes the workflow file.</summary>
    /// <param name="stanzas">The items of <c>stanzas:</c>.</param>
    public void Workflow(string stanzas) =>
        Write("workflow.yaml", $"ketrew: 1\nstanzas:\n{string.Concat(stanzas.Split('\n').Select(line => $"  {line}\n"))}");

    public void Write(string relative, string text) => _ = _directory.Write(relative, text);

    public bool Has(string relative) => Path.Exists(this[relative]);

    /// <summary>The lines that jobs appended to a file; none when there is no such file.</summary>
    public string[] Lines(string relative) => Has(relative) ? File.ReadAllLines(this[relative]) : [];

    public Task WaitForAsync(string relative) => _directory.WaitForAsync(relative);

    /// <summary>Runs the program to its end.</summary>
    public Task<Outcome> RunAsync(params string[] arguments) => KetrewProgram.RunAsync(FullPath, arguments);

    /// <summary>Starts the program and leaves it running; what this returns is disposed with the project.</summary>
    public Process Start(params string[] arguments)
    {
        Process process = KetrewProgram.Start(FullPath, arguments);
        _processes.Add(process);
        return process;
    }

    /// <summary>Awaits the end of a process that was started here.</summary>
    public static async Task<Outcome> EndAsync(Process process)
    {
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new Outcome(process.ExitCode, await output, await error);
    }

    /// <summary>The process of a run in the background, by what <c>--detach</c> printed.</summary>
    public static int EngineOf(string detachOutput) => int.Parse(EnginePattern().Match(detachOutput).Groups["pid"].Value, CultureInfo.InvariantCulture);

    /// <summary>The number that a job wrote into a file.</summary>
    public int ReadNumber(string relative) => int.Parse(File.ReadAllText(this[relative]), CultureInfo.InvariantCulture);

    /// <summary>Text without what differs each time: times, process ids, this directory.</summary>
    public string Stable(string text)
    {
        string stable = TimePattern().Replace(text, "TIME").Replace(FullPath, "PROJECT", StringComparison.Ordinal);
        stable = ProcessPattern().Replace(stable, "${what} PID");
        return MomentPattern().Replace(stable, "MOMENT").Replace(Environment.MachineName, "HOST", StringComparison.Ordinal);
    }

    /// <summary>Awaits the end of whatever engine has the project.</summary>
    public async Task AwaitFreeAsync()
    {
        while (Has(".ketrew/lock") && IsHeld())
        {
            await Task.Delay(10);
        }
    }

    private bool IsHeld()
    {
        try
        {
            using FileStream look = new(this[".ketrew/lock"], FileMode.Open, FileAccess.Read, FileShare.Read);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    [GeneratedRegex(@"background \(process (?<pid>\d+)\)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex EnginePattern();

    [GeneratedRegex(@"\d+(\.\d\d)? s\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex TimePattern();

    [GeneratedRegex(@"(?<what>process(es)?|pid) \d+( \d+)*", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex ProcessPattern();

    [GeneratedRegex(@"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\dZ?", RegexOptions.CultureInvariant)]
    private static partial Regex MomentPattern();
}
