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
}
