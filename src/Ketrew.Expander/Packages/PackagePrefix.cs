using Ketrew.Sdk;

namespace Ketrew.Expander.Packages;

/// <summary>A directory where packages are installed. Nothing in it knows where it lies, so it may be moved.</summary>
/// <param name="Name">How people call it: <c>project</c>, <c>user</c>, <c>installation</c>, <c>KETREW_SITES</c>.</param>
/// <param name="Path">Absolute; need not exist.</param>
public sealed record PackagePrefix(string Name, string Path)
{
    /// <summary>The variable that names further prefixes.</summary>
    public const string Variable = "KETREW_SITES";

    /// <summary>The variables that <see cref="InOrder"/> looks up.</summary>
    internal static ValueList<string> Variables { get; } = [Variable, "XDG_DATA_HOME", "HOME", "USERPROFILE"];

    /// <summary>The packages: <c>acme.k8s/1.2.0/ketrew-plugin.yaml</c>.</summary>
    public string PackagesDirectory => System.IO.Path.Combine(Path, "packages");

    /// <summary>Files of sites that were put there by hand: <c>acme.gui/themes/material/layout.css</c>.</summary>
    public string SitesDirectory => System.IO.Path.Combine(Path, "sites");

    /// <summary>Where a version of a package lies, or would.</summary>
    /// <param name="package">Its name.</param>
    /// <param name="version">Its version.</param>
    public string FolderOf(string package, SemanticVersion version) => System.IO.Path.Combine(PackagesDirectory, package, version.ToString());

    /// <summary>The prefixes of a project, first hit first: those of <c>KETREW_SITES</c>, so that a person can put something before everything else; the project's, the user's, the installation's.</summary>
    /// <param name="projectRoot">Absolute path of the project's root.</param>
    /// <param name="installation">Absolute path of the directory of what was installed with the program.</param>
    /// <param name="environment">Looks a variable up; null when it is unset.</param>
    /// <returns>Each directory once.</returns>
    public static ValueList<PackagePrefix> InOrder(string projectRoot, string installation, Func<string, string?> environment)
    {
        // An empty item of such a list means the working directory to some programs: nobody means that here.
        IEnumerable<PackagePrefix> named = (environment(Variable) ?? "").Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(path => new PackagePrefix(Variable, System.IO.Path.GetFullPath(path, projectRoot)));
        IEnumerable<PackagePrefix> all =
        [
            .. named,
            new("project", System.IO.Path.Combine(projectRoot, ".ketrew")),
            .. OfUser(environment),
            new("installation", installation),
        ];
        return all.DistinctBy(prefix => System.IO.Path.TrimEndingDirectorySeparator(prefix.Path)).ToValueList();
    }

    // The base directory specification has relative paths ignored.
    private static IEnumerable<PackagePrefix> OfUser(Func<string, string?> environment)
    {
        if (environment("XDG_DATA_HOME") is { } data && System.IO.Path.IsPathFullyQualified(data))
        {
            return [new PackagePrefix("user", System.IO.Path.Combine(data, "ketrew"))];
        }

        string? home = environment("HOME") ?? environment("USERPROFILE");
        return string.IsNullOrEmpty(home) ? [] : [new PackagePrefix("user", System.IO.Path.Combine(home, ".local", "share", "ketrew"))];
    }
}
