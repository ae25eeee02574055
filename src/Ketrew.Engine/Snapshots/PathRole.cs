namespace Ketrew.Engine.Snapshots;

/// <summary>Whom a path concerns. The numbers are stored.</summary>
internal enum PathRole : byte
{
    /// <summary>The whole plan may be another one once it has changed.</summary>
    Surroundings = 0,

    /// <summary>The engine's own state.</summary>
    State = 1,

    /// <summary>Only the targets that read or write it, and what needs those.</summary>
    Target = 2,

    /// <summary>Likewise; but that it is a file concerns the whole plan.</summary>
    NamedTarget = 3,

    /// <summary>The whole plan, but only when an answer that follows from its content is another one, or it is no file any more.</summary>
    Asked = 4,
}
