namespace Ketrew.Engine.Snapshots;

/// <summary>What must be as it was about a path. The numbers are stored.</summary>
internal enum PathRule : byte
{
    /// <summary>The whole status.</summary>
    Status = 0,

    /// <summary>The whole status, and the content: it was written so shortly before it was read that the status alone proves nothing.</summary>
    Content = 1,

    /// <summary>The names in a directory and what they are; the same status is proof enough.</summary>
    Names = 2,

    /// <summary>What a name stands for, see <see cref="NameKind"/>.</summary>
    Kind = 3,

    /// <summary>That nothing is there, or an empty file.</summary>
    Empty = 4,
}
