using System.Collections.Concurrent;

namespace Ketrew.Backends.Processes;

/// <summary>Finds programs as a shell does: by the PATH that the process itself will have.</summary>
internal sealed class ProgramLookup
{
    private readonly ConcurrentDictionary<(string Name, string SearchPath), string> _found = new();

    /// <summary>The absolute path of a program; null when there is none.</summary>
    /// <param name="name">With a <c>/</c> it is a path already.</param>
    /// <param name="searchPath">Directories separated by colons.</param>
    /// <param name="directory">What relative paths are relative to.</param>
    public string? Find(string name, string searchPath, string directory)
    {
        if (name.Contains('/', StringComparison.Ordinal))
        {
            return Path.GetFullPath(name, directory);
        }

        if (_found.TryGetValue((name, searchPath), out string? known))
        {
            return known;
        }

        // On Windows there is no way to start one.
        string? found = OperatingSystem.IsWindows() ? null : ExecutableSearch.Find(name, searchPath, static _ => { });
        return found is null ? null : _found.GetOrAdd((name, searchPath), found);
    }
}
