using System.Globalization;
using System.Text;
using Ketrew.TestSupport;

namespace Ketrew.Faults.Tests.Harness;

/// <summary>Finds processes that have to do with a directory: they work in it, or it is named in their arguments or variables.</summary>
internal static class JobProcesses
{
    /// <summary>Those that are there now. Who tests is not among them.</summary>
    public static List<int> Of(string directory) =>
    [
        .. Directory.EnumerateDirectories("/proc")
            .Select(path => int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out int pid) ? pid : 0)
            .Where(pid => pid > 0 && pid != Environment.ProcessId && Concerns(pid, directory) && Signal.IsAlive(pid)),
    ];

    /// <summary>Awaits that none is there any more: a script that told its verdict has a last breath to take.</summary>
    /// <returns>Those that did not go in ten seconds.</returns>
    public static async Task<List<int>> LeftOfAsync(string directory)
    {
        List<int> left = Of(directory);
        for (int i = 0; i < 200 && left.Count > 0; i++)
        {
            await Task.Delay(50);
            left = Of(directory);
        }

        return left;
    }

    private static bool Concerns(int pid, string directory) =>
        (Read(() => new FileInfo($"/proc/{pid}/cwd").LinkTarget) ?? "").StartsWith(directory, StringComparison.Ordinal)
        || (Read(() => File.ReadAllText($"/proc/{pid}/cmdline", Encoding.UTF8)) ?? "").Contains(directory, StringComparison.Ordinal)
        || (Read(() => File.ReadAllText($"/proc/{pid}/environ", Encoding.UTF8)) ?? "").Contains(directory, StringComparison.Ordinal);

    // Any process may end while it is looked at.
    private static string? Read(Func<string?> read)
    {
        try
        {
            return read();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
