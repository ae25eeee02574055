using System.Diagnostics;

namespace Ketrew.Bench.Tools;

/// <summary>What a tool says that it is.</summary>
internal static class ToolVersion
{
    /// <summary>The tool's name, and the first line with a number that it prints for <c>--version</c>.</summary>
    /// <param name="name">The tool's.</param>
    /// <param name="program">Its absolute path.</param>
    public static string Of(string name, string program)
    {
        ProcessStartInfo start = new(program, ["--version"]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        string line = text.Split('\n').FirstOrDefault(line => line.Any(char.IsAsciiDigit), "").Split(',')[0].Trim();
        return line.Contains(name, StringComparison.OrdinalIgnoreCase) ? line : $"{name} {line}";
    }
}
