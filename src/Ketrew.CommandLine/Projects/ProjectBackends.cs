using System.Collections;
using Ketrew.Backends;
using Ketrew.Backends.Hosted;
using Ketrew.Backends.Local;
using Ketrew.CommandLine.Output;
using Ketrew.Expander;
using Ketrew.Expander.Hosting;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Planning;

namespace Ketrew.CommandLine.Projects;

/// <summary>Where the targets of a project can run.</summary>
internal sealed class ProjectBackends : IAsyncDisposable
{
    private static readonly ValueList<string> _always = ["local", "daemonize"];

    private readonly ProjectLocation _location;
    private readonly BackendConfiguration _configuration;
    private readonly ValueList<LinkedBackend> _linked;
    private readonly BackendFactory _factory;
    private readonly HostedBackends? _hosted;
    private readonly ValueList<NamedValue> _environment = BaseEnvironment.Select(OwnEnvironment());
    private readonly List<IBackend> _all = [];
    private readonly List<IDisposable> _made = [];
    private readonly List<Diagnostic> _problems = [];

    private ProjectBackends(ProjectLocation location, BackendConfiguration configuration, ValueList<LinkedBackend> linked)
    {
        (_location, _configuration, _linked) = (location, configuration, linked);
        _factory = new BackendFactory(configuration.Hosts);
        _hosted = configuration.Plugins.IsEmpty ? null : Host(configuration.Plugins);
    }

    /// <summary>Makes them; nothing is started but, where a plugin's are among them, the process of plugins.</summary>
    /// <param name="session">What the program brings; how a person gives up.</param>
    /// <param name="location">The project.</param>
    /// <param name="configuration">What is declared.</param>
    /// <param name="needed">Further names that targets or attempts have: a kind that needs no declaration, <c>BACKEND@HOST</c>.</param>
    public static async Task<ProjectBackends> CreateAsync(Session session, ProjectLocation location, BackendConfiguration configuration, IEnumerable<string> needed)
    {
        ProjectBackends backends = new(location, configuration, session.LinkedBackends);
        string[] names = [.. _always, .. configuration.Backends.Select(backend => backend.Name), .. needed.Where(name => name.Length > 0)];
        foreach (string name in names.Distinct(StringComparer.Ordinal))
        {
            await backends.AddAsync(name, session.Signals.Stop);
        }

        return backends;
    }

    /// <summary>Those that runs so far used, and those where attempts of a state are.</summary>
    /// <param name="session">What the program brings; how a person gives up.</param>
    /// <param name="location">The project.</param>
    /// <param name="needed">Names that attempts have.</param>
    /// <exception cref="KetrewException">What is remembered of them can't be read.</exception>
    public static Task<ProjectBackends> RememberedAsync(Session session, ProjectLocation location, IEnumerable<string> needed) =>
        CreateAsync(session, location, new BackendRecord(location).Load(), needed);

    /// <summary>All of them; the first one runs targets that name none.</summary>
    public IReadOnlyList<IBackend> All => _all;

    /// <summary>What is mistaken in their declarations.</summary>
    public ValueList<Diagnostic> Problems => [.. _problems, .. _factory.Problems];

    /// <summary>True for what is always there.</summary>
    public static bool NeedsNoDeclaration(string name) => name.Length == 0 || _always.Contains(name);

    /// <summary>All variables of this process.</summary>
    public static IEnumerable<KeyValuePair<string, string>> OwnEnvironment() => Environment.GetEnvironmentVariables()
        .Cast<DictionaryEntry>()
        .Select(entry => KeyValuePair.Create((string)entry.Key, (string?)entry.Value ?? ""));

    /// <summary>The one of that name; null when there is none.</summary>
    public IBackend? Find(string name) => name.Length == 0 ? _all[0] : _all.Find(backend => backend.Name == name);

    /// <summary>True when what a target runs goes on without the engine.</summary>
    /// <param name="target">One of the project's.</param>
    public bool OutlivesEngine(Target target) => Find(target.BackendName()) is { OutlivesEngine: true };

    /// <summary>A backend as it is listed.</summary>
    public BackendRow Describe(IBackend backend)
    {
        BackendName name = BackendName.Resolve(backend.Name, _configuration);
        return new BackendRow(backend.Name, name.Kind, name.Host, backend.Capacity, backend.OutlivesEngine);
    }

    public async ValueTask DisposeAsync()
    {
        await _factory.DisposeAsync();
        await (_hosted?.DisposeAsync() ?? ValueTask.CompletedTask);
        _made.ForEach(one => one.Dispose());
    }

    private static HostedBackends Host(ValueList<BackendAssembly> plugins)
    {
        PluginHostLocation host = PluginHostLocation.Find();
        return new HostedBackends(
            new PluginHostCommand(host.FileName, host.Arguments),
            [.. plugins.Select(plugin => new BackendPlugin(plugin.Path, plugin.Name) { SharedFolders = plugin.SharedFolders })],
            TimeProvider.System);
    }

    private async Task AddAsync(string name, CancellationToken cancellationToken)
    {
        BackendName resolved = BackendName.Resolve(name, _configuration);
        if (resolved is { Declared: { } useless, Host: "" } && _always.Contains(resolved.Kind))
        {
            _problems.Add(BackendProblem.NeedsNoDeclaration(useless));
            return;
        }

        BackendSettings settings = resolved.Declared is { } declared ? new BackendSettings(declared.Settings, $"the backend `{declared.Name}`") : BackendSettings.Empty;
        try
        {
            if (await MakeAsync(resolved, ContextOf(name, settings), cancellationToken) is { } backend)
            {
                _all.Add(backend);
            }
            else if (!BackendFactory.Kinds.Contains(resolved.Kind))
            {
                // Nobody asked for its settings.
                _problems.Add(BackendProblem.UnknownKind(resolved, [.. BackendFactory.Kinds, .. _linked.Select(one => one.Kind), .. _configuration.Plugins.SelectMany(one => one.Kinds)]));
                return;
            }
        }
        catch (BackendException failure)
        {
            _problems.Add(BackendProblem.NotMade(resolved, failure));
        }

        // Without a backend, its host can't be used: the factory says why.
        _problems.AddRange(settings.Problems());
    }

    private async Task<IBackend?> MakeAsync(BackendName name, BackendContext context, CancellationToken cancellationToken)
    {
        if (_linked.FirstOrDefault(one => one.Kind == name.Kind) is { } linked)
        {
            IBackend made = linked.Create(context);
            if (made is IDisposable disposable)
            {
                _made.Add(disposable);
            }

            return made;
        }

        return _hosted is not null && _configuration.Plugins.Any(plugin => plugin.Kinds.Contains(name.Kind))
            ? await _hosted.CreateAsync(context, name.Kind, cancellationToken)
            : _factory.Create(name.Kind, name.Host, context);
    }

    private BackendContext ContextOf(string name, BackendSettings settings) => new()
    {
        Name = name,
        Settings = settings,
        ProjectDirectory = _location.Root,
        PlaygroundRoot = Path.Combine(_location.StateDirectory, "playgrounds"),
        BaseEnvironment = _environment,
        MachineName = Environment.MachineName,
    };
}
