namespace Ketrew.CommandLine.Tests.Unchanged;

/// <summary>What may happen to a file, or to a project.</summary>
internal enum EditKind
{
    Append,
    Flip,
    FlipWithOldTime,
    Touch,
    ChangeMode,
    Rename,
    Swap,
    Delete,
    MakeLink,
    MakeLinkToItself,
    MakeDirectory,
    AddBeside,
    AddInside,
    OtherWorkflow,
    RunOther,
    Restart,
    Forget,
}
