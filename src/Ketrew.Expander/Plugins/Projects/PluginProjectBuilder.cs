using Ketrew.Expander.Hosting;
using Ketrew.Expander.Observations;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Protocol;

namespace Ketrew.Expander.Plugins.Projects;

/// <summary>Turns plugin projects into assemblies, and does nothing when that was done already. Thread-safe, also across processes.</summary>
/// <param name="options">Where.</param>
internal sealed class PluginProjectBuilder(PluginProjectOptions options)
{
    private const int Attempts = 3;

    private readonly Lazy<string?> _dotnet = new(() => DotnetCommand.Find(options.Looking));

    private string Toolchain => $"{SdkContract.Version} {SdkVersions.Beside(_dotnet.Value, options.Looking)}";

    /// <summary>Builds a project when its sources changed.</summary>
    /// <param name="path">A folder with one project file, or a project file; relative to the root, or absolute.</param>
    /// <param name="cancellationToken">Kills a build.</param>
    /// <exception cref="KetrewException">There is no <c>dotnet</c>, and a build is needed.</exception>
    /// <exception cref="IOException">A source can't be read, or a build can't be kept.</exception>
    public async Task<PluginProjectResult> BuildAsync(string path, CancellationToken cancellationToken)
    {
        if (!TryFindProject(path, out string project, out Diagnostic? problem))
        {
            return new PluginProjectResult.Failed([problem!]);
        }

        // What was built from these sources, and which sources that were, is remembered and not told: it follows from the sources.
        BuildStore store = new(options.Root, project);
        IReadOnlyList<SourceFile> sources = FindSources(project);
        if (store.Memo.Find(sources, Toolchain) is { } remembered)
        {
            return new PluginProjectResult.Built(remembered, WasBuilt: false);
        }

        if (store.Find(DigestOf(sources)) is { } existing)
        {
            store.Memo.Remember(existing, sources, Toolchain);
            return new PluginProjectResult.Built(existing, WasBuilt: false);
        }

        return await BuildAsync(project, store, cancellationToken);
    }

    private async Task<PluginProjectResult> BuildAsync(string project, BuildStore store, CancellationToken cancellationToken)
    {
        string name = Path.GetRelativePath(options.Root, project).Replace('\\', '/');
        options.Progress($"building plugin {name}");
        DotnetBuild build = new(
            _dotnet.Value ?? throw new KetrewException($"The plugin {name} must be built, and there is no `dotnet`.") { Hint = DotnetCommand.Hint },
            options.SdkDirectory);
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            string work = store.CreateWorkDirectory();
            try
            {
                IReadOnlyList<SourceFile> before = FindSources(project);
                (bool succeeded, string output) = await build.RunAsync(project, work, cancellationToken);
                if (!succeeded)
                {
                    return Failure(name, output);
                }

                IReadOnlyList<SourceFile> after = FindSources(project);
                if (WithoutLocks(before).SequenceEqual(WithoutLocks(after)))
                {
                    return Take(name, store, work, after);
                }
            }
            finally
            {
                BuildStore.DeleteQuietly(work);
            }
        }

        return new PluginProjectResult.Failed([PluginProjectProblem.StillChanging(name)]);
    }

    private PluginProjectResult Take(string name, BuildStore store, string work, IReadOnlyList<SourceFile> sources)
    {
        string outputs = Path.Combine(work, "bin", Path.GetFileNameWithoutExtension(name));
        string? output = Directory.Exists(outputs) ? Directory.EnumerateDirectories(outputs).Order(StringComparer.Ordinal).FirstOrDefault() : null;
        if (output is null || store.Take(DigestOf(sources), output) is not { } assembly)
        {
            return new PluginProjectResult.Failed([PluginProjectProblem.NoAssembly(name, CommandFor(name))]);
        }

        store.Memo.Remember(assembly, sources, Toolchain);
        return new PluginProjectResult.Built(assembly, WasBuilt: true);
    }

    private PluginProjectResult.Failed Failure(string name, string output)
    {
        var errors = MsBuildMessages.Errors(output, options.Root, CommandFor(name));
        string lastLine = output.TrimEnd().Split('\n')[^1].Trim();
        return new PluginProjectResult.Failed(errors.IsEmpty ? [PluginProjectProblem.BuildFailed(name, lastLine, CommandFor(name))] : errors);
    }

    private string CommandFor(string name) => $"dotnet build {name} -p:KetrewSdkDirectory={options.SdkDirectory}";

    private IReadOnlyList<SourceFile> FindSources(string project) =>
        ProjectSources.Find(project, options.Looking, Path.Combine(options.SdkDirectory, "Ketrew.Sdk.dll"));

    private string DigestOf(IReadOnlyList<SourceFile> sources) => ProjectDigest.Of(options.Root, sources, Toolchain);

    // A restore may write these beside the project; what it wrote belongs to the digest, but doesn't mean that somebody edits.
    private static IEnumerable<SourceFile> WithoutLocks(IEnumerable<SourceFile> files) =>
        files.Where(file => Path.GetFileName(file.Path) != "packages.lock.json");

    private static bool HasProjectName(string path) => path.EndsWith("proj", StringComparison.Ordinal);

    private bool TryFindProject(string path, out string project, out Diagnostic? problem)
    {
        project = Path.GetFullPath(path, options.Root);
        problem = null;
        options.Looking(Sight.File, project);
        if (Directory.Exists(project))
        {
            options.Looking(Sight.Names, project);
            string[] projects = [.. Directory.EnumerateFiles(project, "*.csproj").Order(StringComparer.Ordinal)];
            problem = projects.Length > 1 ? PluginProjectProblem.SeveralProjects(path, projects.Select(file => Path.GetFileName(file))) : null;
            project = projects.Length == 1 ? projects[0] : "";
        }

        else if (!File.Exists(project) && HasProjectName(path))
        {
            problem = PluginProjectProblem.MissingProject(path);
        }
        else if (File.Exists(project) && !HasProjectName(path))
        {
            problem = PluginProjectProblem.NotAProject(path);
        }

        if (problem is null && !File.Exists(project))
        {
            problem = PluginProjectProblem.NoProject(path);
        }

        return problem is null;
    }
}
