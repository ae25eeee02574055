namespace Ketrew.Expander.Packages.Packing;

/// <summary>A file of a package.</summary>
/// <param name="Name">Relative to the package's folder, with <c>/</c>.</param>
/// <param name="Source">Absolute path of the file to copy.</param>
public sealed record PackageFile(string Name, string Source);
