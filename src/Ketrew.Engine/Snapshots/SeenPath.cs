using Ketrew.Engine.Fingerprints;
using Ketrew.Sdk;

namespace Ketrew.Engine.Snapshots;

/// <summary>What was seen of a path.</summary>
/// <param name="Rule">What of it must stay.</param>
/// <param name="Follows">True when a link stands for what it leads to.</param>
/// <param name="Status">All zero but the kind, where only that is seen.</param>
/// <param name="Kind">A <see cref="FileKind"/> or a <see cref="NameKind"/>, by the rule.</param>
/// <param name="Digest">Of content or names; null where the status is enough.</param>
internal readonly record struct SeenPath(PathRule Rule, bool Follows, FileStatus Status, byte Kind, Digest? Digest)
{
    // No file is this old.
    private static readonly FileStatus _never = new(FileKind.Directory, 0, long.MinValue, 0, 0);

    /// <summary>A whole status.</summary>
    public static SeenPath Of(FileStatus status, bool follows) => new(PathRule.Status, follows, status, (byte)status.Kind, null);

    /// <summary>A whole status with the content that it doesn't vouch for.</summary>
    public static SeenPath OfContent(FileStatus status, bool follows, Digest content) => new(PathRule.Content, follows, status, (byte)status.Kind, content);

    /// <summary>A name.</summary>
    public static SeenPath Of(NameKind kind) => new(PathRule.Kind, false, default, (byte)kind, null);

    /// <summary>The names in a directory.</summary>
    /// <param name="status">Before they were read; null when it doesn't vouch for them.</param>
    /// <param name="follows">True when the directory may be a link to one.</param>
    /// <param name="names">Their digest.</param>
    public static SeenPath OfNames(FileStatus? status, bool follows, Digest names) => new(PathRule.Names, follows, status ?? _never, (byte)FileKind.Directory, names);

    /// <summary>A file that must not be there or empty.</summary>
    public static SeenPath OfEmpty() => new(PathRule.Empty, false, default, (byte)FileKind.Missing, null);
}
