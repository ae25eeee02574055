using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Packages.Locking;

/// <summary>A package of <c>plugins.lock</c>.</summary>
/// <param name="Name">The package.</param>
/// <param name="Version">The version that is used.</param>
/// <param name="Digest">The digest of all its files: 64 hexadecimal digits.</param>
internal sealed record LockedPackage(string Name, SemanticVersion Version, string Digest)
{
    /// <summary>The sites of other packages that it adds files to, in ordinal order: where one of these sites is in use, so is this package.</summary>
    public ValueList<SiteName> AddsTo { get; init; }

    /// <summary>Where its name is written; null for what isn't written yet.</summary>
    public SourceSpan? Span { get; init; }

    /// <summary>True when another entry stands for the same files.</summary>
    public bool IsSameAs(LockedPackage other) => (Name, Version, Digest) == (other.Name, other.Version, other.Digest);

    /// <summary>For messages: version and the beginning of the digest.</summary>
    public override string ToString() => $"{Version} (sha256:{Digest[..12]}…)";
}
