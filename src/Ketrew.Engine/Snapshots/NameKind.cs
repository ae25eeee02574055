namespace Ketrew.Engine.Snapshots;

/// <summary>What a name in a directory stands for, as those see it who list directories. The numbers are stored.</summary>
internal enum NameKind : byte
{
    Missing = 0,

    /// <summary>Neither a directory nor a link.</summary>
    File = 1,

    Directory = 2,
    LinkToDirectory = 3,
    LinkToFile = 4,

    /// <summary>A link to nothing, to a socket or a device.</summary>
    LinkToOther = 5,
}
