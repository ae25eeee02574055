using System.Text;
using Ketrew.Expander.Reading;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Packages.Locking;

/// <summary>Which packages are used by the workflows whose root files lie in one directory, with the digests of their files: <c>plugins.lock</c> beside them. The same on every machine.</summary>
/// <param name="Packages">In ordinal order of the names, each once.</param>
internal sealed record PackageLock(ValueList<LockedPackage> Packages)
{
    /// <summary>The file.</summary>
    public const string FileName = "plugins.lock";

    /// <summary>A lock that pins nothing.</summary>
    public static PackageLock Empty { get; } = new([]);

    /// <summary>The version that is pinned; null when none is.</summary>
    /// <param name="package">A package's name.</param>
    public SemanticVersion? VersionOf(string package) => Find(package)?.Version;

    /// <summary>The entry of a package; null when there is none.</summary>
    /// <param name="package">A package's name.</param>
    public LockedPackage? Find(string package) => Packages.FirstOrDefault(locked => locked.Name == package);

    /// <summary>Reads the file.</summary>
    /// <param name="content">All of it.</param>
    /// <param name="diagnostics">Takes what is wrong with it.</param>
    /// <returns>Empty when something is wrong.</returns>
    public static PackageLock Read(byte[] content, List<Diagnostic> diagnostics)
    {
        ReadResult result = YamlReader.Read(content, FileName);
        diagnostics.AddRange(result.Diagnostics);
        return result is { Root: null, Diagnostics.IsEmpty: false } ? Empty : LockDecoder.Decode(result.Root, diagnostics);
    }

    /// <summary>The text of the file; line ends are <c>\n</c>.</summary>
    public string ToText()
    {
        StringBuilder text = new("# Written by ketrew: the plugin packages of this workflow. Commit it.\nplugins-lock: 1\n");
        text.Append(Packages.IsEmpty ? "packages: {}\n" : "packages:\n");
        foreach (LockedPackage package in Packages)
        {
            text.Append("  ").Append(package.Name).Append(":\n    version: ").Append(package.Version).Append("\n    digest: sha256:").Append(package.Digest).Append('\n');
            if (!package.AddsTo.IsEmpty)
            {
                text.Append("    adds-to: [").AppendJoin(", ", package.AddsTo).Append("]\n");
            }
        }

        return text.ToString();
    }
}
