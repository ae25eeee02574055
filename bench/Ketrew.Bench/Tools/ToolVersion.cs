using System.Diagnostics;

namespace Ketrew.Bench.Tools;

/// <summary>What a tool says that it is.</summary>
internal static class ToolVersion
{
    /// <summary>The tool's name, and the first line that it prints for <c>--version</c>.</summary>
    /// <param name="tool">One that is installed.</param>
    public static string Of(Tool tool)
    {
        ProcessStartInfo start = new(tool.Find()!, ["--version"]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        string line = text.Split('\n')[0].Trim();
        return line.Contains(tool.Name, StringComparison.OrdinalIgnoreCase) ? line : $"{tool.Name} {line}";
    }
}
