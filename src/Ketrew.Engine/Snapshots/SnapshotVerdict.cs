namespace Ketrew.Engine.Snapshots;

/// <summary>How the world compares with what a snapshot saw.</summary>
public enum SnapshotVerdict
{
    /// <summary>The plan may be another one by now, or somebody else changed the state.</summary>
    Unknown,

    /// <summary>The plan is the same if the answers are that follow from what was edited; files of targets may have changed, too.</summary>
    AnswersMayDiffer,

    /// <summary>The plan is the same; files of targets are not.</summary>
    FilesChanged,

    /// <summary>Nothing has changed.</summary>
    Same,
}
