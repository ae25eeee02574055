using Ketrew.Expander.Language;
using Ketrew.Expander.Observations;
using Ketrew.Expander.Packages.Locking;
using Ketrew.Expander.Packages.Resolving;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Packages;

/// <summary>The packages of one workflow, compared with its <c>plugins.lock</c>.</summary>
/// <param name="Resolution">Which are in use; none of them when they are not those that are pinned, and must be.</param>
/// <param name="Change">What the lock should say instead; null when it says it.</param>
/// <param name="Diagnostics">What is wrong with the packages and with the lock.</param>
internal sealed record PackageUse(PackageResolution Resolution, LockChange? Change, ValueList<Diagnostic> Diagnostics)
{
    /// <summary>Finds the packages that the workflow declares, and those that they need.</summary>
    /// <param name="options">Where things are.</param>
    /// <param name="scopes">All workflow files.</param>
    /// <exception cref="IOException">A file of a package can't be read.</exception>
    public static PackageUse Of(ExpanderOptions options, ValueList<Scope> scopes)
    {
        PackageLibrary library = new(options.Prefixes, options.Root, options.Looking);
        bool declaresAny = scopes.Any(scope => scope.File.Plugins.Any(plugin => plugin.Kind == PluginKind.Package));
        string file = Path.Combine(options.Root, PackageLock.FileName);
        if (declaresAny)
        {
            options.Looking(Sight.File, file);
        }

        byte[]? content = declaresAny && File.Exists(file) && !SpecialFile.Is(file) ? File.ReadAllBytes(file) : null;
        List<Diagnostic> diagnostics = [];
        PackageLock pinned = content is null ? PackageLock.Empty : PackageLock.Read(content, diagnostics);
        PackageResolution resolution = new PackageResolver(library, pinned).Resolve(scopes);

        // A lock says which packages there are: while some are missing it can't be compared, and what can't be read is told already.
        if (!declaresAny || diagnostics.Count > 0 || !resolution.Diagnostics.IsEmpty)
        {
            return new PackageUse(resolution, null, [.. diagnostics, .. resolution.Diagnostics]);
        }

        LockCheck check = LockCheck.Of(pinned, content is not null, resolution, options.IsLocked);
        bool isRefused = check.Diagnostics.Any(diagnostic => diagnostic.Severity == Severity.Error);
        return new PackageUse(isRefused ? PackageResolution.Nothing(library) : resolution, check.Change, check.Diagnostics);
    }
}
