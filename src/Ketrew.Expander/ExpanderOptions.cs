using Ketrew.Expander.Caching;
using Ketrew.Expander.Expansion;
using Ketrew.Expander.Hosting;
using Ketrew.Expander.Linking;
using Ketrew.Expander.Observations;
using Ketrew.Expander.Packages;
using Ketrew.Expander.Plugins;
using Ketrew.Sdk;

namespace Ketrew.Expander;

/// <summary>What an expansion works on.</summary>
public sealed record ExpanderOptions
{
    /// <summary>Absolute path of the project's root: the directory of the root workflow file.</summary>
    public required string Root { get; init; }

    /// <summary>The root workflow file. Default: <c>workflow.yaml</c>.</summary>
    public ProjectPath File { get; init; } = "workflow.yaml";

    /// <summary>Absolute path of the directory that holds <c>Ketrew.Sdk.dll</c>, for plugin projects that are compiled.</summary>
    public required string SdkDirectory { get; init; }

    /// <summary>The names that <c>backend</c> may have, the one that runs targets without <c>backend</c> first. Default: <c>local</c>, <c>daemonize</c>.</summary>
    public ValueList<string> Backends { get; init; } = ["local", "daemonize"];

    /// <summary>Looks an environment variable up; null when it is unset. Default: nothing is set.</summary>
    public Func<string, string?> Environment { get; init; } = static _ => null;

    /// <summary>Stanzas that are part of the running program; no plugin may define one of these names without <c>override</c>. Default: none.</summary>
    public ValueList<LinkedStanza> Linked { get; init; }

    /// <summary>Where plugin packages are installed, first hit first. Default: nowhere.</summary>
    public ValueList<PackagePrefix> Prefixes { get; init; }

    /// <summary>True when the packages must be those that <c>plugins.lock</c> pins. Default: false.</summary>
    public bool IsLocked { get; init; }

    /// <summary>
    /// What the sandbox of plugins must withhold at least: nothing that was expanded in a weaker one is used, and plugin projects, whose build runs their author's code, are refused.
    /// Default: <see cref="SandboxLevel.Sources"/>, so whatever this machine can.
    /// </summary>
    public SandboxLevel RequiredSandbox { get; init; }

    /// <summary>Told about what takes long: <c>building stanzas/WordCount</c>. Default: nobody is.</summary>
    public Action<string> Progress { get; init; } = static _ => { };

    /// <summary>Told about everything that is going to be looked at and that the result depends on, with its absolute path, its name, or nothing; one thing maybe several times. Default: nobody is.</summary>
    public Action<Sight, string> Looking { get; init; } = static (_, _) => { };

    /// <summary>Told about each answer that follows from one file's <see cref="Sight.Content"/> alone: the file's absolute path, and the answer with its question, see <see cref="ContentAnswers"/>. Default: nobody is.</summary>
    public Action<string, byte[]> Answering { get; init; } = static (_, _) => { };

    /// <summary>The targets that are up to date, whose outputs stanzas may read. Default: none.</summary>
    public MadeTargets Made { get; init; } = MadeTargets.None;

    /// <summary>
    /// The targets that wrote a file, or a directory that it lies in, when they succeeded last: asked only of files on disk that no known target writes, while stanzas are late.
    /// One of a target that isn't known now is taken for an old copy of what a late stanza's target will write. Default: nobody wrote anything.
    /// </summary>
    public Func<ProjectPath, IEnumerable<TargetId>> LastWriters { get; init; } = static _ => [];

    /// <summary>Where an expansion that doesn't end is stopped.</summary>
    internal ExpansionLimits Limits { get; init; } = new();

    /// <summary>True when every stanza is expanded, whatever is remembered: what it gave before must be what it gives now. Nothing is remembered of it. Default: false.</summary>
    internal bool IsRecheck { get; init; }

    /// <summary>Reads all plugins that files declare. Default: null, each kind is read from disk in its own way.</summary>
    internal IPluginReader? PluginReader { get; init; }

    /// <summary>How the process of the plugins is run.</summary>
    internal PluginHostOptions PluginHost { get => field with { RequiredSandbox = RequiredSandbox }; init; } = new();

    /// <summary>Absolute path of where expansions, parsed files and compiled sources are remembered; other projects and machines may use it at the same time. Default: null, below the root in <c>.ketrew/cache</c>.</summary>
    public string? CacheDirectory { get; init; }

    /// <summary>Where it is remembered which results were used last; of this checkout, whoever shares the cache.</summary>
    internal string LastUsed => Path.Combine(Root, ".ketrew", "last-used");

    internal CacheFolders Cache => new(CacheDirectory ?? Path.Combine(Root, ".ketrew", "cache"));
}
