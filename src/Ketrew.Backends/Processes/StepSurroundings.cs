using System.Diagnostics;
using System.Runtime.InteropServices;
using Ketrew.Sdk.Planning;

namespace Ketrew.Backends.Processes;

/// <summary>What the processes of a step see: variables, directory, standard input; and where its program is looked for.</summary>
internal sealed class StepSurroundings
{
    /// <summary>Nothing to read, and where what nobody wants is written.</summary>
    public const string Nothing = "/dev/null";

    // What a shell uses when nobody says anything.
    private const string DefaultSearchPath = "/usr/local/bin:/usr/bin:/bin";

    private readonly ProgramLookup _programs;

    /// <param name="programs">Finds executables.</param>
    /// <param name="directory">Absolute path of the working directory.</param>
    /// <param name="standardInput">Absolute path; null means nothing.</param>
    /// <param name="variables">Later ones win.</param>
    /// <param name="marks"><c>NAME=value</c>, which nobody can override.</param>
    public StepSurroundings(
        ProgramLookup programs, string directory, string? standardInput, IEnumerable<NamedValue> variables, ReadOnlySpan<string> marks)
    {
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        foreach (NamedValue variable in variables)
        {
            values[variable.Name] = variable.Value;
        }

        foreach (string mark in marks)
        {
            int end = mark.IndexOf('=', StringComparison.Ordinal);
            values[mark[..end]] = mark[(end + 1)..];
        }

        (_programs, Directory, StandardInput) = (programs, directory, standardInput ?? Nothing);
        SearchPath = values.GetValueOrDefault("PATH", DefaultSearchPath);
        Environment = [.. values.Select(value => $"{value.Key}={value.Value}")];
    }

    /// <summary><c>NAME=value</c>, all that the step gets.</summary>
    public string[] Environment { get; }

    /// <summary>Directories separated by colons.</summary>
    public string SearchPath { get; }

    /// <summary>Absolute path of the working directory.</summary>
    public string Directory { get; }

    /// <summary>Absolute path.</summary>
    public string StandardInput { get; }

    /// <summary>A step's program and its arguments.</summary>
    public static string[] ArgumentsOf(Step step) => step switch
    {
        Step.Shell shell => [.. shell.Interpreter, shell.Text],
        Step.Exec exec => [.. exec.Arguments],
        _ => throw new UnreachableException(),
    };

    /// <summary>The process of a step.</summary>
    /// <param name="step">What to run.</param>
    /// <param name="standardOutput">Written; null for the log.</param>
    /// <param name="appendsOutput">False when standard output begins with this step.</param>
    /// <param name="log">Appended.</param>
    /// <param name="problem">Why there is no such process, when there is none.</param>
    public SpawnRequest? TryPrepare(Step step, string? standardOutput, bool appendsOutput, string log, out string problem)
    {
        string[] arguments = ArgumentsOf(step);
        problem = NotStarted(arguments[0]);
        if (_programs.Find(arguments[0], SearchPath, Directory) is not { } program)
        {
            return null;
        }

        SpawnRequest request = new(program, arguments, Environment, Directory, StandardInput, standardOutput, appendsOutput, log);
        return request with { Plain = PlainCommand.Of(step) is { } command ? TryPrepare(command, request) : null };
    }

    private SpawnRequest? TryPrepare(PlainCommand command, SpawnRequest shell)
    {
        if (FindAsShell(command.Words[0]) is not { } program)
        {
            return null;
        }

        SpawnRequest plain = shell with { Program = program, Arguments = command.Words, Environment = EnvironmentAsShell() };
        if (command is { Input: null, Output: null })
        {
            return plain;
        }

        // What the target says of its streams is opened, too. And who opens a pipe waits, here with the engine's own thread.
        string input = command.Input is null ? Nothing : Path.Combine(Directory, command.Input);
        string? output = command.Output is null ? null : Path.Combine(Directory, command.Output);
        return shell is { StandardInput: Nothing, StandardOutput: null }
            && (command.Input is null || RegularFile.Is(input, orNothing: false)) && (output is null || RegularFile.Is(output, orNothing: true))
            ? plain with { StandardInput = input, StandardOutput = output, AppendsOutput = command.Appends }
            : null;
    }

    // Looked for each time, since commands may make programs; and only where a shell would find the same.
    private string? FindAsShell(string program) =>
        program.Contains('/', StringComparison.Ordinal) ? program
        : SearchPath.Split(':').All(entry => entry.StartsWith('/')) ? ExecutableSearch.Find(program, SearchPath, static _ => { })
        : null;

    // A shell tells its commands where they are.
    private string[] EnvironmentAsShell() => [.. Environment.Where(variable => !variable.StartsWith("PWD=", StringComparison.Ordinal)), $"PWD={Directory}"];

    /// <summary>Looks whether a step could be started now.</summary>
    /// <returns>Why not; null when it could.</returns>
    public string? FindProblem(Step step)
    {
        string program = ArgumentsOf(step)[0];
        return
            !System.IO.Directory.Exists(Directory) ? NoDirectory(Directory)
            : !Path.Exists(StandardInput) ? NoStandardInput(StandardInput)
            : !File.Exists(_programs.Find(program, SearchPath, Directory)) ? NotStarted(program)
            : null;
    }

    /// <summary>What the system's error number means for a process that did not start.</summary>
    public static string Explain(SpawnRequest request, int error)
    {
        // posix_spawn has one number for everything that can go wrong in the child; look at what is wrong now.
        string said = Marshal.GetPInvokeErrorMessage(error);
        return
            !System.IO.Directory.Exists(request.Directory) ? NoDirectory(request.Directory)
            : request.StandardInput != Nothing && !File.Exists(request.StandardInput) ? NoStandardInput(request.StandardInput)
            : $"{request.Program} can't be started: {said}";
    }

    /// <summary>Says that there is no such working directory.</summary>
    public static string NoDirectory(string directory) => $"the directory {directory} doesn't exist";

    /// <summary>Says that there is no such file.</summary>
    public static string NoStandardInput(string path) => $"the standard input {path} doesn't exist";

    /// <summary>Says that there is no such program.</summary>
    public string NotStarted(string program) => program.Contains('/', StringComparison.Ordinal)
        ? $"{Path.GetFullPath(program, Directory)} can't be started: there is no such program"
        : $"there is no program `{program}` in PATH ({SearchPath})";
}
