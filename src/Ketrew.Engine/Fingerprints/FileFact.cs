using Ketrew.Sdk;

namespace Ketrew.Engine.Fingerprints;

/// <summary>A digest with the status the file had when it was taken.</summary>
/// <param name="Path">Relative to the project.</param>
/// <param name="Status">Before the content was read.</param>
/// <param name="Digest">Of the content.</param>
/// <param name="RecordedNanoseconds">When the reading began.</param>
internal sealed record FileFact(string Path, FileStatus Status, Digest Digest, long RecordedNanoseconds)
{
    private const long Second = 1_000_000_000;

    // Kernels stamp files by their tick: 1 to 10 ms.
    private const long TickNanoseconds = Second / 50;

    /// <summary>True when the same status means the same content. A file written within the same tick of the clock as the reading
    /// may have been written again right afterwards, and would still look the same.</summary>
    public bool IsTrustworthy
    {
        get
        {
            long touched = Math.Max(Status.ModifiedNanoseconds, Status.ChangedNanoseconds);
            // Whole seconds smell of a file system that knows nothing finer; FAT counts in twos.
            long granularity = Status.ModifiedNanoseconds % Second == 0 ? 2 * Second : TickNanoseconds;
            return touched < RecordedNanoseconds - granularity;
        }
    }
}
