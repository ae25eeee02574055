using System.Diagnostics;
using System.Globalization;
using Ketrew.Bench.Native;

namespace Ketrew.Bench.Measuring;

/// <summary>Runs programs to their end and tells what they took.</summary>
/// <param name="programs">One of them looks at the others.</param>
internal sealed class ProgramRunner(NativePrograms programs)
{
    /// <summary>Runs a program in a folder.</summary>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="folder">Where it is run; its output goes to a file of the same name with <c>.out</c> behind it, since reading a pipe would take a core from it.</param>
    /// <param name="limit">It is killed, with its children, when it takes longer; whole seconds.</param>
    /// <returns>What it took; null when it was killed.</returns>
    /// <exception cref="ProgramFailedException">It ended with another exit code than zero.</exception>
    public Sample? Measure(IReadOnlyList<string> command, string folder, TimeSpan limit)
    {
        string seconds = ((int)limit.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        ProcessStartInfo start = new(programs.Measure, [OutputFile(folder), seconds, .. command]) { WorkingDirectory = folder, RedirectStandardOutput = true };
        start.Environment["LC_ALL"] = "C";
        start.Environment["NO_COLOR"] = "1";
        start.Environment["DUNE_CACHE"] = "disabled";

        using Process process = Process.Start(start)!;
        string[] figures = process.StandardOutput.ReadToEnd().Split(' ', StringSplitOptions.TrimEntries);
        process.WaitForExit();
        return figures switch
        {
            ["late"] => null,
            ["0", var wall, var processor, var peak] => new Sample(Nanoseconds(wall), Nanoseconds(processor), long.Parse(peak, CultureInfo.InvariantCulture)),
            _ => throw new ProgramFailedException($"{command[0]} ended with {figures[0]}:\n{string.Join('\n', OutputOf(folder).TakeLast(5))}"),
        };
    }

    /// <summary>The lines that the last program run in a folder has written.</summary>
    /// <param name="folder">As for <see cref="Measure"/>.</param>
    public static IEnumerable<string> OutputOf(string folder) => File.ReadLines(OutputFile(folder));

    private static string OutputFile(string folder) => folder + ".out";

    private static TimeSpan Nanoseconds(string text) => TimeSpan.FromTicks(long.Parse(text, CultureInfo.InvariantCulture) / TimeSpan.NanosecondsPerTick);
}

/// <summary>A tool failed where it should have built.</summary>
/// <param name="message">Which, how, and the last lines that it wrote.</param>
internal sealed class ProgramFailedException(string message) : Exception(message);
