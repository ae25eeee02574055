namespace Ketrew.Backends.Kubernetes;

/// <summary>Something that pods see at a path.</summary>
/// <param name="Claim">The name of a persistent volume claim; null for a directory of the node.</param>
/// <param name="Source">The directory of the node, or the one in the claim; empty for all of the claim.</param>
/// <param name="MountPath">Absolute path in the pod.</param>
/// <param name="IsReadOnly">True when pods can't write there.</param>
internal sealed record PodVolume(string? Claim, string Source, string MountPath, bool IsReadOnly)
{
    private const string ClaimMark = "claim:";
    private const string ReadOnlyMark = ":ro";

    /// <summary>Reads <c>claim:NAME:/path</c>, <c>claim:NAME/directory:/path</c>, <c>/path</c> or <c>/here:/there</c>, each with <c>:ro</c> or without;
    /// null for anything else.</summary>
    public static PodVolume? Parse(string text)
    {
        bool isReadOnly = text.EndsWith(ReadOnlyMark, StringComparison.Ordinal);
        string rest = isReadOnly ? text[..^ReadOnlyMark.Length] : text;
        bool isClaim = rest.StartsWith(ClaimMark, StringComparison.Ordinal);
        return (isClaim ? rest[ClaimMark.Length..] : rest).Split(':') switch
        {
            [{ Length: > 0 } claim, ['/', ..] path] when isClaim => new PodVolume(
                claim.Split('/')[0], claim.Contains('/', StringComparison.Ordinal) ? claim[(claim.IndexOf('/', StringComparison.Ordinal) + 1)..] : "", path, isReadOnly),
            [['/', ..] path] when !isClaim => new PodVolume(null, path, path, isReadOnly),
            [['/', ..] here, ['/', ..] there] when !isClaim => new PodVolume(null, here, there, isReadOnly),
            _ => null,
        };
    }

    /// <summary>True when what is at a path of this machine is at the same path in pods, as far as can be told.</summary>
    public bool Shares(string path) => (Claim is not null || Source == MountPath) && Covers(path);

    private bool Covers(string path)
    {
        string directory = MountPath.TrimEnd('/');
        return path == directory || path.StartsWith($"{directory}/", StringComparison.Ordinal);
    }
}
