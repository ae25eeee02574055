using Ketrew.CommandLine.Projects;
using Ketrew.Expander;
using Ketrew.Expander.Packages;
using Ketrew.Sdk;

namespace Ketrew.CommandLine.Plugins;

/// <summary>Where plugin packages are and may be put, seen from a directory.</summary>
/// <param name="Project">The project around it; null when there is none.</param>
/// <param name="Prefixes">Where packages are, first hit first.</param>
/// <param name="User">The prefix of the person; null when nobody knows a home.</param>
internal sealed record PackagePlaces(ProjectLocation? Project, ValueList<PackagePrefix> Prefixes, PackagePrefix? User)
{
    private const string ProjectPrefix = "project";
    private const string InstallationPrefix = "installation";

    /// <summary>Looks around.</summary>
    /// <param name="directory">Where to begin; null means the working directory.</param>
    /// <param name="file">The root workflow file; null means to look for it.</param>
    /// <exception cref="InputException">There is no such directory, or no such file.</exception>
    public static PackagePlaces Find(string? directory, string? file)
    {
        ProjectLocation? project = FindProject(directory, file);
        ValueList<PackagePrefix> all = PackagePrefix.InOrder(project?.Root ?? Path.GetFullPath(directory ?? "."), Installation.PackageDirectory, Environment.GetEnvironmentVariable);
        // What a variable names has another name then; the person is still meant.
        PackagePrefix? user = PackagePrefix.InOrder("/", Installation.PackageDirectory, name => name == PackagePrefix.Variable ? null : Environment.GetEnvironmentVariable(name))
            .FirstOrDefault(prefix => prefix.Name == "user");
        return new PackagePlaces(project, all.Where(prefix => project is not null || prefix.Name != ProjectPrefix).ToValueList(), user);
    }

    /// <summary>How what is installed is listed. Outside of a project the person's own directory remembers what was compiled.</summary>
    /// <param name="session">Where progress goes.</param>
    public ExpanderOptions OptionsFor(Session session) =>
        Workflow.OptionsFor(session, Project ?? new ProjectLocation(Path.Combine(User?.Path ?? Path.GetTempPath(), "outside"), "none.yaml")) with { Prefixes = Prefixes };

    /// <summary>The prefix that a person means.</summary>
    /// <param name="directory">A prefix that was typed; null for none.</param>
    /// <param name="isUser">True when the person's own was asked for.</param>
    /// <returns>Without either, the project's, or the person's outside of a project.</returns>
    /// <exception cref="InputException">Nobody knows where that is.</exception>
    public PackagePrefix Choose(string? directory, bool isUser)
    {
        if (directory is not null)
        {
            return File.Exists(directory)
                ? throw new InputException($"`{directory}` is a file; a prefix is a directory", "--prefix DIR")
                : new PackagePrefix("prefix", Path.GetFullPath(directory));
        }

        return Project is { } project && !isUser ? new PackagePrefix(ProjectPrefix, project.StateDirectory)
            : User ?? throw new InputException("nobody knows where your packages are: neither `XDG_DATA_HOME` nor `HOME` is set", "--prefix DIR");
    }

    /// <summary>Where packages must be that others need which lie in a prefix: wherever that one is used, also from somewhere else or after it was moved.</summary>
    /// <param name="target">The prefix.</param>
    public ValueList<PackagePrefix> SeenFrom(PackagePrefix target) =>
        [target, .. Prefixes.Where(prefix => prefix.Path != target.Path && (target.Name == ProjectPrefix || prefix.Name == InstallationPrefix))];

    private static ProjectLocation? FindProject(string? directory, string? file)
    {
        if (file is not null || !Directory.Exists(Path.GetFullPath(directory ?? ".")))
        {
            return ProjectLocation.Find(directory, file);
        }

        try
        {
            return ProjectLocation.Find(directory, file);
        }
        catch (InputException)
        {
            return null;
        }
    }
}
