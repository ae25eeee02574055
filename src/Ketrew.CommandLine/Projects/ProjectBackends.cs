using System.Collections;
using Ketrew.Backends.Daemonize;
using Ketrew.Backends.Local;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;

namespace Ketrew.CommandLine.Projects;

/// <summary>Where the targets of a project can run.</summary>
internal sealed class ProjectBackends : IDisposable
{
    private readonly LocalBackend _local;

    /// <summary>Makes them; nothing is started.</summary>
    /// <param name="location">The project.</param>
    public ProjectBackends(ProjectLocation location)
    {
        ValueList<NamedValue> environment = BaseEnvironment.Select(OwnEnvironment());
        _local = new LocalBackend(environment, Environment.MachineName, TimeProvider.System);
        string playgrounds = Path.Combine(location.StateDirectory, "playgrounds");
        All = [_local, new DaemonizeBackend(playgrounds, environment, Environment.MachineName, TimeProvider.System)];
    }

    /// <summary>All of them; the first one runs targets that name none.</summary>
    public IReadOnlyList<IBackend> All { get; }

    /// <summary>All variables of this process.</summary>
    public static IEnumerable<KeyValuePair<string, string>> OwnEnvironment() => Environment.GetEnvironmentVariables()
        .Cast<DictionaryEntry>()
        .Select(entry => KeyValuePair.Create((string)entry.Key, (string?)entry.Value ?? ""));

    /// <summary>True when what a target runs goes on without the engine.</summary>
    /// <param name="target">One of the project's.</param>
    public bool OutlivesEngine(Target target) =>
        (target.Backend.Length == 0 ? All[0] : All.FirstOrDefault(backend => backend.Name == target.Backend)) is { OutlivesEngine: true };

    public void Dispose() => _local.Dispose();
}
