namespace Ketrew.Backends.Daemonize;

/// <summary>What came of reading a small file: that it can't be read says nothing about whether it is there.</summary>
internal abstract record FileContent
{
    private FileContent()
    {
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">Absolute.</param>
    public static FileContent Read(string path)
    {
        try
        {
            return new Found(File.ReadAllText(path));
        }
        catch (FileNotFoundException)
        {
            return new Absent();
        }
        catch (DirectoryNotFoundException failure)
        {
            return StandsInDirectory(path) ? new Absent() : new Unreadable(failure.Message);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new Unreadable(failure.Message);
        }
    }

    // A file, or a thing that is broken, where a directory should be: .NET says the same as of a directory that isn't there.
    private static bool StandsInDirectory(string path)
    {
        string? parent = Path.GetDirectoryName(path);
        while (parent is not null && !Path.Exists(parent))
        {
            parent = Path.GetDirectoryName(parent);
        }

        return Directory.Exists(parent);
    }

    /// <summary>It was read.</summary>
    public sealed record Found(string Text) : FileContent;

    /// <summary>There is no such file: the system says so.</summary>
    public sealed record Absent : FileContent;

    /// <summary>It could not be looked at.</summary>
    public sealed record Unreadable(string Why) : FileContent;
}
