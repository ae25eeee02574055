using System.Collections;
using Ketrew.Backends;
using Ketrew.Backends.Local;
using Ketrew.CommandLine.Output;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Planning;

namespace Ketrew.CommandLine.Projects;

/// <summary>Where the targets of a project can run.</summary>
internal sealed class ProjectBackends : IAsyncDisposable
{
    private const string UnknownKind = "KS012";
    private const string NotDeclared = "KS013";
    private const char HostMark = '@';

    private static readonly ValueList<string> _always = ["local", "daemonize"];

    private readonly ProjectLocation _location;
    private readonly BackendConfiguration _configuration;
    private readonly BackendFactory _factory;
    private readonly ValueList<NamedValue> _environment = BaseEnvironment.Select(OwnEnvironment());
    private readonly List<Diagnostic> _problems = [];

    /// <summary>Makes them; nothing is started.</summary>
    /// <param name="location">The project.</param>
    /// <param name="configuration">What is declared.</param>
    /// <param name="needed">Further names that targets or attempts have: a kind that needs no declaration, <c>BACKEND@HOST</c>.</param>
    public ProjectBackends(ProjectLocation location, BackendConfiguration configuration, IEnumerable<string> needed)
    {
        (_location, _configuration) = (location, configuration);
        _factory = new BackendFactory(configuration.Hosts);
        string[] names = [.. _always, .. configuration.Backends.Select(backend => backend.Name), .. needed.Where(name => name.Length > 0)];
        All = [.. names.Distinct(StringComparer.Ordinal).Select(Make).OfType<IBackend>()];
    }

    /// <summary>Those that runs so far used, and those where attempts of a state are.</summary>
    /// <param name="location">The project.</param>
    /// <param name="needed">Names that attempts have.</param>
    /// <exception cref="KetrewException">What is remembered of them can't be read.</exception>
    public static ProjectBackends Remembered(ProjectLocation location, IEnumerable<string> needed) =>
        new(location, new BackendRecord(location).Load(), needed);

    /// <summary>All of them; the first one runs targets that name none.</summary>
    public IReadOnlyList<IBackend> All { get; }

    /// <summary>What is mistaken in their declarations.</summary>
    public ValueList<Diagnostic> Problems => [.. _problems, .. _factory.Problems];

    /// <summary>True for what is always there.</summary>
    public static bool NeedsNoDeclaration(string name) => name.Length == 0 || _always.Contains(name);

    /// <summary>All variables of this process.</summary>
    public static IEnumerable<KeyValuePair<string, string>> OwnEnvironment() => Environment.GetEnvironmentVariables()
        .Cast<DictionaryEntry>()
        .Select(entry => KeyValuePair.Create((string)entry.Key, (string?)entry.Value ?? ""));

    /// <summary>The one of that name; null when there is none.</summary>
    public IBackend? Find(string name) => name.Length == 0 ? All[0] : All.FirstOrDefault(backend => backend.Name == name);

    /// <summary>True when what a target runs goes on without the engine.</summary>
    /// <param name="target">One of the project's.</param>
    public bool OutlivesEngine(Target target) => Find(target.BackendName()) is { OutlivesEngine: true };

    /// <summary>A backend as it is listed.</summary>
    public BackendRow Describe(IBackend backend)
    {
        (string kind, string host, _) = Resolve(backend.Name);
        return new BackendRow(backend.Name, kind, host, backend.Capacity, backend.OutlivesEngine);
    }

    public ValueTask DisposeAsync() => _factory.DisposeAsync();

    private IBackend? Make(string name)
    {
        (string kind, string host, BackendDeclaration? declared) = Resolve(name);
        BackendSettings settings = declared is null ? BackendSettings.Empty : new BackendSettings(declared.Settings, $"the backend `{declared.Name}`");
        BackendContext context = new()
        {
            Name = name,
            Settings = settings,
            ProjectDirectory = _location.Root,
            PlaygroundRoot = Path.Combine(_location.StateDirectory, "playgrounds"),
            BaseEnvironment = _environment,
            MachineName = Environment.MachineName,
        };
        if (declared is not null && host.Length == 0 && _always.Contains(kind))
        {
            _problems.Add(new Diagnostic(NotDeclared, $"`{kind}` needs no declaration", declared.Span) { Hint = $"remove it, and write `backend: {kind}`" });
            return null;
        }

        IBackend? backend = _factory.Create(kind, host, context);
        if (backend is null && !BackendFactory.Kinds.Contains(kind))
        {
            _problems.Add(Unknown(kind, declared));
        }
        else
        {
            // Without a backend, its host can't be used, and the factory says why.
            _problems.AddRange(settings.Problems());
        }

        return backend;
    }

    private (string Kind, string Host, BackendDeclaration? Declared) Resolve(string name)
    {
        string[] parts = name.Split(HostMark, 2);
        BackendDeclaration? declared = _configuration.Backends.FirstOrDefault(backend => backend.Name == parts[0]);
        return (declared?.Kind ?? parts[0], parts is [_, var host] ? host : declared?.Host ?? "", declared);
    }

    private static Diagnostic Unknown(string kind, BackendDeclaration? declared) => new(UnknownKind, $"there is no kind of backend `{kind}`", declared?.Span)
    {
        Hint = NearestName.Of(kind, BackendFactory.Kinds) is { } nearest ? $"did you mean `{nearest}`?" : $"there are {string.Join(", ", BackendFactory.Kinds)}",
    };
}
