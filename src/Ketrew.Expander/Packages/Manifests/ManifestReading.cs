using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Packages.Manifests;

/// <summary>What a manifest turned out to be.</summary>
/// <param name="Manifest">Null when there is an error.</param>
/// <param name="Diagnostics">Everything wrong with it.</param>
public sealed record ManifestReading(PackageManifest? Manifest, ValueList<Diagnostic> Diagnostics);
