using System.Diagnostics;

namespace Ketrew.Backends.Processes;

/// <summary>Asks programs of the system what only they can tell.</summary>
internal static class CommandOutput
{
    /// <summary>What a program prints; empty when there is no such program.</summary>
    /// <param name="program">Looked up in the system's directories.</param>
    /// <param name="arguments">Without the program.</param>
    public static string Read(string program, params ReadOnlySpan<string> arguments)
    {
        string[] places = ["/bin", "/usr/bin", "/sbin", "/usr/sbin"];
        if (places.Select(place => Path.Combine(place, program)).FirstOrDefault(File.Exists) is not { } path)
        {
            return "";
        }

        ProcessStartInfo start = new(path, arguments.ToArray()) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Clear();
        start.Environment.Add("LC_ALL", "C");
        // Times are compared as text, whatever zone the machine is moved to.
        start.Environment.Add("TZ", "UTC0");
        using Process process = Process.Start(start) ?? throw new IOException($"{path} can't be started.");
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }
}
