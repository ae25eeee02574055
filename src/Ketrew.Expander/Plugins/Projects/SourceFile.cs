namespace Ketrew.Expander.Plugins.Projects;

/// <summary>A file that decides what a project's assembly is, with what is known of it without reading it.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="SizeBytes">Its length.</param>
/// <param name="ModifiedTicks">When it was written, UTC.</param>
internal readonly record struct SourceFile(string Path, long SizeBytes, long ModifiedTicks)
{
    /// <summary>A file as it is now.</summary>
    public static SourceFile Of(string path)
    {
        FileInfo info = new(path);
        return new SourceFile(path, info.Length, info.LastWriteTimeUtc.Ticks);
    }
}
