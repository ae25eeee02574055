namespace Ketrew.Engine.Fingerprints;

/// <summary>What a path is. The numbers are stored.</summary>
internal enum FileKind
{
    Missing = 0,
    File = 1,
    Executable = 2,
    Directory = 3,
    Link = 4,

    /// <summary>A socket, a pipe, a device: it exists, and its content is nobody's business.</summary>
    Other = 5,
}
