namespace Ketrew.Engine.Snapshots;

/// <summary>A directory that paths can be relative to, so that the system doesn't walk down to it for each of them. Only on Linux.</summary>
internal sealed class RootHandle : IDisposable
{
    private RootHandle(int number) => Number = number;

    /// <summary>What the system calls it.</summary>
    public int Number { get; }

    public bool IsOpen => Number >= 0;

    public static RootHandle Open(string path) => new(FileCalls.Open(path, FileCalls.PlaceOnly | FileCalls.CloseOnExec));

    public void Dispose()
    {
        if (IsOpen)
        {
            _ = FileCalls.Close(Number);
        }
    }
}
