using Ketrew.Expander.Packages;
using Ketrew.Sdk;

namespace Ketrew.CommandLine.Plugins;

/// <summary>Where packages come from.</summary>
internal interface IPackageSource
{
    /// <summary>Fetches the best version of a package: releases before prereleases, the highest first.</summary>
    /// <param name="name">Of the package.</param>
    /// <param name="ranges">Which versions will do: those that all of them have.</param>
    /// <param name="directory">Absolute; takes the package's files, and is empty before.</param>
    /// <returns>How messages call what was fetched; null when there is no version that will do.</returns>
    /// <exception cref="Sdk.Diagnostics.KetrewException">The source can't be asked.</exception>
    /// <exception cref="InputException">What is there is no plugin package.</exception>
    Task<string?> FetchAsync(string name, ValueList<VersionRange> ranges, string directory);

    /// <summary>Every version that it has of a package.</summary>
    /// <param name="name">Of the package.</param>
    /// <exception cref="Sdk.Diagnostics.KetrewException">The source can't be asked.</exception>
    Task<IReadOnlyList<SemanticVersion>> VersionsAsync(string name);
}
