using Ketrew.Expander.Expansion;
using Ketrew.Expander.Hosting;
using Ketrew.Expander.Packages.Locking;
using Ketrew.Expander.Packages.Resolving;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Packages.Checking;

/// <summary>The backends of a package; nothing of it is run.</summary>
/// <param name="Kinds">In ordinal order; empty when there is a problem.</param>
/// <param name="Problems">Why it can't be loaded.</param>
public sealed record BackendReview(ValueList<string> Kinds, ValueList<Diagnostic> Problems)
{
    /// <summary>Reviews a package that isn't installed.</summary>
    /// <param name="options">Its root is the folder of the package; and where the packages may be that it needs.</param>
    /// <param name="cancellationToken">Ends builds.</param>
    /// <exception cref="KetrewException">The surroundings fail.</exception>
    /// <exception cref="IOException">A file can't be read.</exception>
    public static async Task<BackendReview> OfAsync(ExpanderOptions options, CancellationToken cancellationToken)
    {
        if (PackageFolder.UnderDevelopment(options.Root, ProjectPath.Root, out ValueList<Diagnostic> unreadable) is not { } package)
        {
            return new BackendReview([], unreadable);
        }

        List<Diagnostic> problems = [];
        using PluginHost host = new(options.PluginHost);
        PackageResolution resolution = new PackageResolver(new PackageLibrary(options.Prefixes, options.Root), PackageLock.Empty).Resolve(package);
        PackagePlugins plugins = new(resolution, problems.Add);
        await new PluginLoader(options, host, problems.Add).ReadAsync(plugins, cancellationToken);
        return new BackendReview(plugins.BackendsOf(package), [.. resolution.Diagnostics, .. problems.Select(resolution.Explain)]);
    }
}
