using Ketrew.Sdk;

namespace Ketrew.Expander.Observations.Tools;

/// <summary>The directory in which one tool runs once: it holds the inputs, under their paths in the project.</summary>
internal sealed class ToolDirectory : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("ketrew-tool-");

    /// <summary>Absolute path.</summary>
    public string FullPath => _directory.FullName;

    /// <summary>Adds an input.</summary>
    /// <param name="path">Its path in the project.</param>
    /// <param name="content">All of it.</param>
    public void Write(ProjectPath path, byte[] content)
    {
        string full = Path.Combine(FullPath, path.Value);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllBytes(full, content);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            _directory.Delete(recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A tool may have made something that it can't let go of; it lies among the temporary files.
        }
    }
}
