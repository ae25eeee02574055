using System.Runtime.Versioning;

namespace Ketrew.Backends.Tests.Containers;

/// <summary>A test with real containers.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class PodmanTheoryAttribute : TheoryAttribute
{
    public PodmanTheoryAttribute() => Skip = Podman.WhyNot;
}
