using Ketrew.Sdk;

namespace Ketrew.Engine.Fingerprints;

/// <summary>What a path holds: equal for equal content, whatever the times say.</summary>
internal readonly record struct FileContent(FileKind Kind, Digest Digest)
{
    public bool IsMissing => Kind == FileKind.Missing;

    /// <summary>As parts of a fingerprint keep it and people read it.</summary>
    public override string ToString() => Kind switch
    {
        FileKind.Missing => "missing",
        FileKind.File => $"sha256 {Digest}",
        FileKind.Executable => $"executable sha256 {Digest}",
        FileKind.Directory => $"directory sha256 {Digest}",
        FileKind.Link => $"link sha256 {Digest}",
        _ => "special file",
    };
}
