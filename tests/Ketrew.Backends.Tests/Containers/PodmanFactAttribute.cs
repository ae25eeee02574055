using System.Runtime.Versioning;

namespace Ketrew.Backends.Tests.Containers;

/// <summary>A test with a real container.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class PodmanFactAttribute : FactAttribute
{
    public PodmanFactAttribute() => Skip = Podman.WhyNot;
}
