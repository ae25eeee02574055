namespace Ketrew.CommandLine.Control;

/// <summary>Those who wait until this engine has gone. Disposed last, once the project is free: that is how they hear it.</summary>
internal sealed class WaitingClients : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<LineChannel> _channels = [];

    /// <summary>Keeps a client's connection open.</summary>
    public void Add(LineChannel channel)
    {
        lock (_lock)
        {
            _channels.Add(channel);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _channels.ForEach(channel => channel.Dispose());
            _channels.Clear();
        }
    }
}
