namespace Ketrew.Bench;

/// <summary>A folder for generated projects, deleted at the end.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    /// <summary>Absolute.</summary>
    public string FullPath { get; } = Directory.CreateTempSubdirectory("ketrew-bench-").FullName;

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(FullPath, recursive: true);
}
