using Ketrew.Sdk;

namespace Ketrew.Expander.Packages.Sites;

/// <summary>A file in a directory of a site.</summary>
/// <param name="Name">Relative to the site.</param>
/// <param name="Root">Absolute path of the folder that it must not leave: that of its package, or of what was put there by hand.</param>
/// <param name="Path">Relative to that folder.</param>
/// <param name="Package">Who adds it; null for what was put there by hand.</param>
internal sealed record SiteFile(ProjectPath Name, string Root, ProjectPath Path, PackageFolder? Package)
{
    /// <summary>Absolute.</summary>
    public string FullPath => System.IO.Path.Combine(Root, Path.Value);
}
