using System.Collections.Concurrent;
using Ketrew.Backends.Hosts;
using Ketrew.Sdk;

namespace Ketrew.Backends.Tests.Slurm;

/// <summary>A host that remembers what it was asked to do.</summary>
/// <param name="host">Does it.</param>
internal sealed class CountingHost(IHost host) : IHost
{
    private readonly ConcurrentQueue<string> _commands = new();

    public string Name => host.Name;

    public int Count(string word) => _commands.Count(command => command.Contains(word, StringComparison.Ordinal));

    public void Reset() => _commands.Clear();

    public Task<ValueList<CommandOutcome>> RunAsync(HostRequest request, CancellationToken cancellationToken)
    {
        foreach (string command in request.Commands)
        {
            _commands.Enqueue(command);
        }

        return host.RunAsync(request, cancellationToken);
    }
}
