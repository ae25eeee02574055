using Ketrew.Expander.Language.Decoding;

namespace Ketrew.Expander.Language;

/// <summary>A kind of machine that a workflow is meant for.</summary>
/// <param name="OperatingSystem">As stanzas are told: <c>linux</c>.</param>
/// <param name="Architecture">As stanzas are told: <c>x64</c>.</param>
internal readonly record struct PlatformName(string OperatingSystem, string Architecture)
{
    private static readonly PlatformName[] _known =
        [.. from system in (string[])["linux", "macos", "windows"] from architecture in (string[])["x64", "arm64"] select new PlatformName(system, architecture)];

    /// <summary>Reads <c>linux/x64</c>.</summary>
    public static Decoder<PlatformName> Decoder { get; } = Decoders.OneOf([.. _known.Select(platform => (platform.ToString(), platform))]);

    /// <summary>As it is written: <c>linux/x64</c>.</summary>
    public override string ToString() => $"{OperatingSystem}/{Architecture}";
}
