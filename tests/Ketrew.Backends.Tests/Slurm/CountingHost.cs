using System.Collections.Concurrent;
using Ketrew.Backends.Hosts;
using Ketrew.Sdk;

namespace Ketrew.Backends.Tests.Slurm;

/// <summary>A host that remembers what it was asked to do.</summary>
/// <param name="host">Does it.</param>
internal sealed class CountingHost(IHost host) : IHost
{
    private readonly ConcurrentQueue<string> _commands = new();

    private int _roundTrips;

    public int RoundTrips => _roundTrips;

    public string Name => host.Name;

    public int Count(string word) => _commands.Count(command => command.Contains(word, StringComparison.Ordinal));

    public void Reset()
    {
        _commands.Clear();
        _roundTrips = 0;
    }

    public Task<ValueList<CommandOutcome>> RunAsync(HostRequest request, CancellationToken cancellationToken)
    {
        _ = Interlocked.Increment(ref _roundTrips);
        foreach (string command in request.Commands)
        {
            _commands.Enqueue(command);
        }

        return host.RunAsync(request, cancellationToken);
    }
}
