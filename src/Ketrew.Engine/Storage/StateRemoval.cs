namespace Ketrew.Engine.Storage;

/// <summary>Forgets what was done: the state, the logs, and what failed attempts left. Outputs stay.</summary>
public static class StateRemoval
{
    private static readonly string[] _files = ["state.db", "state.db-wal", "state.db-shm"];
    private static readonly string[] _directories = ["runs", "failed"];

    /// <summary>Removes a project's state. The next run runs everything.</summary>
    /// <param name="project">Whose.</param>
    /// <param name="owner">Who to name to an engine that begins meanwhile.</param>
    /// <exception cref="Sdk.Diagnostics.KetrewException">An engine works on the project.</exception>
    public static void Remove(ProjectDirectory project, LockOwner owner)
    {
        if (!Directory.Exists(project.StateDirectory))
        {
            return;
        }

        using ProjectLock held = ProjectLock.Take(project, owner);
        foreach (string file in _files)
        {
            File.Delete(Path.Combine(project.StateDirectory, file));
        }

        foreach (string path in _directories.Select(directory => Path.Combine(project.StateDirectory, directory)).Where(Directory.Exists))
        {
            Directory.Delete(path, recursive: true);
        }
    }
}
