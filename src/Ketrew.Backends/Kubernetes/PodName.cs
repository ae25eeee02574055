using System.Globalization;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Kubernetes;

/// <summary>What the pod of an attempt is called: always the same, and as no other attempt's, so that it can't be made twice.</summary>
internal static class PodName
{
    private const int TitleLength = 24;
    private const int HashLength = 16;

    /// <summary>A label of RFC 1123, of at most 63 characters: <c>ketrew-compile-1-0f3a…</c>.</summary>
    public static string Of(AttemptId id)
    {
        string letters = new([.. id.Target.ToString().ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-')]);
        string title = letters[Math.Max(0, letters.Length - TitleLength)..].Trim('-');
        string hash = Digest.Of([id.ToString()]).ToString()[..HashLength];
        return string.Create(CultureInfo.InvariantCulture, $"ketrew-{(title.Length > 0 ? title : "target")}-{id.Number}-{hash}");
    }

    /// <summary>The identity of a project as the value of a label.</summary>
    public static string LabelOf(string project) =>
        project.Length is > 0 and <= 63 && project.All(char.IsAsciiLetterOrDigit) ? project : Digest.Of([project]).ToString()[..HashLength];
}
