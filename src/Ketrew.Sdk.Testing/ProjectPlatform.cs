namespace Ketrew.Sdk.Testing;

/// <summary>The machine that a test pretends to run on; the same everywhere, unless the test says otherwise.</summary>
/// <param name="OperatingSystem"><c>linux</c>, <c>macos</c> or <c>windows</c>.</param>
/// <param name="Architecture"><c>x64</c>, <c>arm64</c>, …</param>
public sealed record ProjectPlatform(string OperatingSystem = "linux", string Architecture = "x64");
