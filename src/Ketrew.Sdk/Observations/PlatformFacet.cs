namespace Ketrew.Sdk.Observations;

/// <summary>The facts of a machine that a stanza may ask for.</summary>
public enum PlatformFacet
{
    /// <summary><c>linux</c>, <c>macos</c> or <c>windows</c>.</summary>
    OperatingSystem,

    /// <summary><c>x64</c>, <c>arm64</c>, …</summary>
    Architecture,
}
