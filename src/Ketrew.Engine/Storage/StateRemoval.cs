namespace Ketrew.Engine.Storage;

/// <summary>Forgets what was done: the state, the logs, and what failed attempts left. Outputs stay.</summary>
public static class StateRemoval
{
    private static readonly string[] _files = ["state.db", "state.db-wal", "state.db-shm", "detached.log"];
    private static readonly string[] _directories = ["runs", "failed"];

    /// <summary>Removes a project's state with the playgrounds of its attempts. The next run runs everything. Nothing may run any more.</summary>
    /// <param name="store">Open for an engine, so that none begins meanwhile; of no use afterwards, but to be disposed.</param>
    public static void Remove(StateStore store) => Remove(store.Project, [.. _directories, "playgrounds"]);

    /// <summary>Removes a state that can't be read. Playgrounds stay: nobody knows whether something runs in them.</summary>
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
        Remove(project, _directories);
    }

    private static void Remove(ProjectDirectory project, string[] directories)
    {
        foreach (string file in _files)
        {
            File.Delete(Path.Combine(project.StateDirectory, file));
        }

        foreach (string path in directories.Select(directory => Path.Combine(project.StateDirectory, directory)).Where(Directory.Exists))
        {
            Directory.Delete(path, recursive: true);
        }
    }
}
