namespace Ketrew.CommandLine.Plugins;

/// <summary>A directory that is gone afterwards.</summary>
internal sealed class ScratchDirectory : IDisposable
{
    // Longer than anything that is still at work with one.
    private static readonly TimeSpan _abandoned = TimeSpan.FromDays(1);

    private const string Name = ".scratch-";

    private ScratchDirectory(string path) => FullPath = path;

    /// <summary>Absolute.</summary>
    public string FullPath { get; }

    /// <summary>One among the temporary files.</summary>
    public static ScratchDirectory Create() => new(Directory.CreateTempSubdirectory("ketrew-plugin-").FullName);

    /// <summary>One on the disk of a directory, so that what is in it can be moved there at once. What a killed process left is removed.</summary>
    /// <param name="directory">Absolute; made when it doesn't exist.</param>
    public static ScratchDirectory In(string directory)
    {
        Directory.CreateDirectory(directory);
        foreach (DirectoryInfo left in new DirectoryInfo(directory).EnumerateDirectories($"{Name}*").Where(left => TimeProvider.System.GetUtcNow() - left.LastWriteTimeUtc > _abandoned))
        {
            Delete(left.FullName);
        }

        return new ScratchDirectory(Directory.CreateDirectory(Path.Combine(directory, Name + Path.GetRandomFileName())).FullName);
    }

    /// <summary>Deletes it.</summary>
    public void Dispose() => Delete(FullPath);

    private static void Delete(string path)
    {
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is in nobody's way.
        }
    }
}
