using Ketrew.Engine.Planning;
using Ketrew.Sdk.Backends;

namespace Ketrew.Engine.Running;

/// <summary>The backends of an engine, by name.</summary>
internal sealed class BackendSet
{
    private readonly IReadOnlyList<IBackend> _backends;

    /// <param name="backends">The first one runs targets that name none.</param>
    public BackendSet(IReadOnlyList<IBackend> backends)
    {
        ArgumentOutOfRangeException.ThrowIfZero(backends.Count, nameof(backends));
        _backends = backends;
    }

    public IReadOnlyList<IBackend> All => _backends;

    public string Names => string.Join(", ", _backends.Select(backend => $"`{backend.Name}`"));

    /// <summary>The backend of that name, the first one for an empty name; null when there is none.</summary>
    public IBackend? Find(string name) => name.Length == 0 ? _backends[0] : _backends.FirstOrDefault(backend => backend.Name == name);

    public IBackend? Find(TargetGraph graph, int target) => Find(graph[target].BackendName());
}
