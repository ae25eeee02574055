using Ketrew.Engine.Storage;

namespace Ketrew.Engine.Snapshots;

/// <summary>
/// <c>.ketrew/expand.bin</c>: what the last expansion saw, and what was printed of it. Targets and the state have no part in it, so anybody may write it at any time:
/// each is right by itself, and the last one stays (docs/decisions/0013).
/// </summary>
public static class ExpansionSnapshot
{
    /// <summary>Looks whether everything is as it was when the same was asked for.</summary>
    /// <param name="key">What is asked for.</param>
    /// <param name="environment">Looks a variable up; null when it is unset.</param>
    /// <param name="threads">At most so many look at files at once; at least 1.</param>
    /// <returns>What is printed, as UTF-8; null when something has changed, or nobody knows.</returns>
    public static byte[]? TryAnswer(SnapshotKey key, Func<string, string?> environment, int threads) =>
        PlanSnapshot.TryAnswer(new ProjectDirectory(key.Root).ExpansionSnapshotPath, key, environment, threads);

    /// <summary>Keeps what was seen; where that is impossible, the next expansion looks again. A project without a state gets none.</summary>
    /// <param name="draft">What was seen, with its key.</param>
    /// <param name="output">What was printed, and is printed as long as all is as it was seen.</param>
    public static void Write(SnapshotDraft draft, string output)
    {
        if (draft is { IsRefused: false, Key: { } key } && new ProjectDirectory(key.Root) is var project && Directory.Exists(project.StateDirectory))
        {
            PlanSnapshot.Write(project.ExpansionSnapshotPath, () => draft.TryWrite(output));
        }
    }
}
