namespace Ketrew.Expander;

/// <summary>Files that other processes see whole or not at all.</summary>
internal static class AtomicFile
{
    /// <summary>Writes a file under another name in its directory, and renames it; nothing is left behind when that fails.</summary>
    /// <param name="path">Absolute; replaced when it is there.</param>
    /// <param name="content">The whole content.</param>
    /// <exception cref="IOException">The directory can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The directory can't be written.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        string temporary = $"{path}.{Path.GetRandomFileName()}";
        try
        {
            File.WriteAllBytes(temporary, content);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(temporary))
            {
                File.Delete(temporary);
            }

            throw;
        }
    }
}
