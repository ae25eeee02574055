using Ketrew.Sdk;

namespace Ketrew.Stanzas.RepositoryReport;

/// <summary>One project of the repository.</summary>
/// <param name="Name">Its file's name without extension.</param>
/// <param name="Directory">Where its sources are.</param>
/// <param name="Uses">The projects it references, separated by blanks; <c>-</c> when there is none.</param>
internal sealed record MeasuredProject(string Name, ProjectPath Directory, string Uses)
{
    /// <summary>Every source below the directory; what the compiler writes there isn't one.</summary>
    public GlobPattern Sources => new([$"{Directory}/**/*.cs", $"!{Directory}/**/bin/**", $"!{Directory}/**/obj/**"]);

    /// <summary>The project of a file.</summary>
    /// <param name="file">A project file.</param>
    /// <param name="references">Names of the projects it references.</param>
    public static MeasuredProject Of(ProjectPath file, IEnumerable<string> references)
    {
        string uses = string.Join(' ', references);
        return new MeasuredProject(file.Stem, file.Parent, uses.Length == 0 ? "-" : uses);
    }
}
