namespace Ketrew.Engine.Fingerprints;

/// <summary>Tells failures of the file system, which concern one target, from faults of the program.</summary>
internal static class FileFaults
{
    public static bool Is(Exception failure) => failure is IOException or UnauthorizedAccessException;
}
