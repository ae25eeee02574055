namespace Ketrew;

/// <summary>Finds programs as a shell does, but in absolute directories only: what a relative one stands for is another thing in each directory.</summary>
[Microsoft.CodeAnalysis.Embedded]
internal static class ExecutableSearch
{
    private const UnixFileMode Execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>The absolute path of a program; null when there is none.</summary>
    /// <param name="name">Without directory.</param>
    /// <param name="searchPath">Directories, separated as in <c>PATH</c>.</param>
    /// <param name="looking">Told about each path before it is looked at.</param>
    public static string? Find(string name, string searchPath, Action<string> looking) => searchPath
        .Split(Path.PathSeparator)
        .Where(Path.IsPathFullyQualified)
        .Select(directory => Path.Combine(directory, name))
        .FirstOrDefault(path => IsExecutable(path, looking));

    private static bool IsExecutable(string path, Action<string> looking)
    {
        looking(path);
        return File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & Execute) != 0);
    }
}
