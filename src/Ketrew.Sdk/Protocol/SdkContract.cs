namespace Ketrew.Sdk.Protocol;

/// <summary>Which versions of Ketrew.Sdk a plugin may be compiled against.</summary>
internal static class SdkContract
{
    /// <summary>The version that this program brings: <c>0.1.0</c>.</summary>
    public static string Version => Ours.ToString(3);

    /// <summary>That version.</summary>
    public static Version Ours { get; } = typeof(Stanza).Assembly.GetName().Version ?? new Version(0, 0, 0);

    /// <summary>Why a plugin that was compiled against a version can't be used, as a sentence; null when it can.</summary>
    /// <remarks>Before 1.0 each minor version is a contract of its own; afterwards each major one.</remarks>
    public static string? ProblemOf(Version compiled)
    {
        string versions = $"it was compiled against Ketrew.Sdk {compiled.ToString(3)}, and this is {Version}";
        bool isSameContract = compiled.Major == Ours.Major && (Ours.Major > 0 || compiled.Minor == Ours.Minor);
        return compiled > Ours ? $"{versions}: a newer ketrew is wanted"
            : !isSameContract ? $"{versions}: it must be compiled again"
            : null;
    }
}
