namespace Ketrew.Faults.Tests.Harness;

/// <summary>A state as it was at a moment, while an engine may have been writing it.</summary>
internal sealed class StateCopy : IDisposable
{
    private static readonly string[] _files = ["state.db", "state.db-wal"];

    private readonly string _stateDirectory;
    private readonly string _copy = Directory.CreateTempSubdirectory("ketrew-state-").FullName;

    /// <summary>Copies it.</summary>
    /// <param name="stateDirectory">Where it is.</param>
    public StateCopy(string stateDirectory)
    {
        _stateDirectory = stateDirectory;

        // In this order: the log holds what the database does not, and nothing moves from the log to the database in so short a time.
        foreach (string name in _files.Where(name => File.Exists(Path.Combine(stateDirectory, name))))
        {
            File.Copy(Path.Combine(stateDirectory, name), Path.Combine(_copy, name));
        }
    }

    /// <summary>Sets the state back; no engine may be at work.</summary>
    public void Restore()
    {
        foreach (string name in (string[])[.. _files, "state.db-shm"])
        {
            File.Delete(Path.Combine(_stateDirectory, name));
        }

        foreach (string path in Directory.EnumerateFiles(_copy))
        {
            File.Copy(path, Path.Combine(_stateDirectory, Path.GetFileName(path)));
        }
    }

    public void Dispose() => Directory.Delete(_copy, recursive: true);
}
