using System.Diagnostics;

namespace Ketrew.Bench.Measuring;

/// <summary>Runs a program to its end and takes the time.</summary>
internal static class ProgramRun
{
    // The output goes to a file, written by the kernel: reading a pipe here would take a core from the tool.
    private const string Redirect = "out=$1; shift; exec \"$@\" > \"$out\" 2>&1 < /dev/null";

    /// <summary>Runs a program in a folder.</summary>
    /// <param name="program">Absolute path.</param>
    /// <param name="arguments">What follows it.</param>
    /// <param name="folder">Where it is run; its output goes to a file of the same name with <c>.out</c> behind it.</param>
    /// <param name="limit">It is killed, with its children, when it takes longer.</param>
    /// <returns>The wall time of the whole process, with about a millisecond for the shell in between; null when it was killed.</returns>
    /// <exception cref="ProgramFailedException">It ended with another exit code than zero.</exception>
    public static TimeSpan? Measure(string program, IReadOnlyList<string> arguments, string folder, TimeSpan limit)
    {
        string output = OutputFile(folder);
        ProcessStartInfo start = new("/bin/sh", ["-c", Redirect, "sh", output, program, .. arguments]) { WorkingDirectory = folder };
        start.Environment["LC_ALL"] = "C";
        start.Environment["NO_COLOR"] = "1";
        start.Environment["DUNE_CACHE"] = "disabled";

        long begin = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        if (!process.WaitForExit(limit))
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            return null;
        }

        TimeSpan time = Stopwatch.GetElapsedTime(begin);
        return process.ExitCode == 0
            ? time
            : throw new ProgramFailedException($"{program} ended with {process.ExitCode}:\n{LastLines(output)}");
    }

    /// <summary>The lines that the last program run in a folder has written.</summary>
    /// <param name="folder">As for <see cref="Measure"/>.</param>
    public static IEnumerable<string> OutputOf(string folder) => File.ReadLines(OutputFile(folder));

    private static string OutputFile(string folder) => folder + ".out";

    private static string LastLines(string file) => string.Join('\n', File.ReadLines(file).TakeLast(5));
}

/// <summary>A tool failed where it should have built.</summary>
/// <param name="message">Which, how, and the last lines that it wrote.</param>
internal sealed class ProgramFailedException(string message) : Exception(message);
