using System.Diagnostics;
using Ketrew.TestSupport;

namespace Ketrew.CommandLine.Tests;

/// <summary>The built program, started as a user starts it.</summary>
internal static class KetrewProgram
{
    /// <summary>Absolute path of the program that was built together with these tests.</summary>
    public static string FileName { get; } = Path.Combine(
        Repository.Root, "artifacts", "bin", "Ketrew", Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), "ketrew");

    /// <summary>Runs it to its end.</summary>
    /// <param name="directory">The working directory.</param>
    /// <param name="arguments">What is typed after its name.</param>
    public static Task<Outcome> RunAsync(string directory, params string[] arguments) => RunAsync(FileName, directory, arguments);

    /// <summary>Runs another program to its end.</summary>
    /// <param name="fileName">Its absolute path.</param>
    /// <param name="directory">The working directory.</param>
    /// <param name="arguments">What is typed after its name.</param>
    /// <param name="environment">Variables that it has in place of those of the tests.</param>
    public static async Task<Outcome> RunAsync(string fileName, string directory, string[] arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        using Process process = Start(fileName, directory, arguments, environment);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new Outcome(process.ExitCode, await output, await error);
    }

    /// <summary>Starts it and leaves it running.</summary>
    /// <param name="directory">The working directory.</param>
    /// <param name="arguments">What is typed after its name.</param>
    public static Process Start(string directory, params string[] arguments) => Start(FileName, directory, arguments);

    /// <summary>Starts another program and leaves it running.</summary>
    /// <param name="fileName">Its absolute path.</param>
    /// <param name="directory">The working directory.</param>
    /// <param name="arguments">What is typed after its name.</param>
    /// <param name="environment">Variables that it has in place of those of the tests.</param>
    public static Process Start(string fileName, string directory, string[] arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        ProcessStartInfo start = new(fileName, arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }
}

/// <summary>What a process left.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">All of standard output.</param>
/// <param name="Error">All of standard error.</param>
internal sealed record Outcome(int ExitCode, string Output, string Error)
{
    /// <summary>All of it in one text, for snapshots: exit code, output, error.</summary>
    public override string ToString() => $"exit code {ExitCode}\n--- output\n{Output}--- error\n{Error}";
}
