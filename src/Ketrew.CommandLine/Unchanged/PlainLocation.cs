using Ketrew.CommandLine.Projects;
using Ketrew.Sdk;

namespace Ketrew.CommandLine.Unchanged;

/// <summary>Finds a project without looking into files.</summary>
internal static class PlainLocation
{
    /// <summary>The project that a command line names; null where somebody else has to say what is wrong.</summary>
    /// <param name="directory">What follows <c>-C</c>; null for the working directory.</param>
    /// <param name="file">What follows <c>-f</c>; null when it has to be looked for.</param>
    public static ProjectLocation? TryFind(string? directory, string? file)
    {
        try
        {
            return Find(directory, file);
        }
        catch (IOException)
        {
            // The working directory is gone; somebody else says so.
            return null;
        }
    }

    // Where ProjectLocation would begin to look into files, the snapshot knows what it found in them.
    private static ProjectLocation? Find(string? directory, string? named)
    {
        string start = Path.GetFullPath(directory ?? ".");
        if (!Directory.Exists(start))
        {
            return null;
        }

        string? file = named is null ? Nearest(start) : Path.GetFullPath(named, start);
        return file is not null && File.Exists(file) && ProjectPath.TryParse(Path.GetFileName(file), ProjectPath.Root, out _, out _) ? ProjectLocation.Beside(file) : null;
    }

    private static string? Nearest(string start)
    {
        for (string? directory = start; directory is not null; directory = Path.GetDirectoryName(directory))
        {
            string file = Path.Combine(directory, ProjectLocation.DefaultFile);
            if (File.Exists(file))
            {
                return file;
            }
        }

        return null;
    }
}
