namespace Ketrew.Expander;

/// <summary>A project's <c>.ketrew</c>, which holds what only this checkout on this machine has a use for.</summary>
public static class StateFolder
{
    private const string Name = ".ketrew";

    /// <summary>Makes a directory. When that makes the <c>.ketrew</c> it lies in, that gets a <c>.gitignore</c>, so that nobody commits it by mistake; what becomes of that file later is for people to say.</summary>
    /// <param name="directory">Absolute; in a <c>.ketrew</c>, one itself, or anywhere else.</param>
    /// <exception cref="IOException">It can't be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It can't be made.</exception>
    public static void Create(string directory)
    {
        string? state = Find(directory);
        bool isNew = state is not null && !Directory.Exists(state);
        _ = Directory.CreateDirectory(directory);
        if (isNew)
        {
            AtomicFile.Write(Path.Combine(state!, ".gitignore"), "# Written by ketrew: nothing in here is for other machines.\n*\n"u8);
        }
    }

    private static string? Find(string directory)
    {
        string? found = directory;
        while (found is not null && Path.GetFileName(found) != Name)
        {
            found = Path.GetDirectoryName(found);
        }

        return found;
    }
}
