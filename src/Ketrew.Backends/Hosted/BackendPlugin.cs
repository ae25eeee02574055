using Ketrew.Sdk;

namespace Ketrew.Backends.Hosted;

/// <summary>An assembly that holds backends.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Name">What people call it: <c>acme.cluster</c>, <c>lib/Acme.dll</c>.</param>
public sealed record BackendPlugin(string Path, string Name)
{
    /// <summary>Absolute folders where assemblies are looked for that neither lie beside it nor belong to an earlier plugin. Default: none.</summary>
    public ValueList<string> SharedFolders { get; init; }
}
