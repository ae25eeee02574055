using Ketrew.Expander.Observations;
using Ketrew.Sdk;

namespace Ketrew.Expander;

/// <summary>The workflow files of a project.</summary>
/// <param name="root">Absolute path of the project's root.</param>
internal sealed class SourceFiles(string root)
{
    /// <summary>A file's bytes; null when there is no such file, or a pipe in its place.</summary>
    /// <param name="path">Any path.</param>
    /// <exception cref="IOException">It is there but can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It is there but can't be read.</exception>
    public byte[]? TryRead(ProjectPath path)
    {
        string file = Path.Combine(root, path.Value);
        return File.Exists(file) && !SpecialFile.Is(file) ? File.ReadAllBytes(file) : null;
    }
}
