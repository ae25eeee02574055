using System.Reflection;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Protocol;
using Ketrew.Sdk.Protocol.Backends;

namespace Ketrew.PluginHost.Backends;

/// <summary>The plugins of this process, in the order in which they were asked for.</summary>
internal sealed class BackendPlugins
{
    private const string SdkName = "Ketrew.Sdk";

    private readonly List<BackendPluginContext> _contexts = [];
    private readonly Dictionary<string, (Type Type, int Plugin)> _types = new(StringComparer.Ordinal);
    private readonly List<LoadedKind> _kinds = [];
    private readonly List<PluginFault> _problems = [];

    private BackendPlugins()
    {
    }

    /// <summary>What was found.</summary>
    public BackendMessage.Loaded Summary => new([.. _kinds], [.. _problems]);

    /// <summary>Loads plugins; what is wrong with one keeps no other from being used.</summary>
    public static BackendPlugins Load(IReadOnlyList<PluginPlace> places)
    {
        BackendPlugins plugins = new();
        for (int plugin = 0; plugin < places.Count; plugin++)
        {
            plugins.Load(places, plugin);
        }

        return plugins;
    }

    /// <summary>Makes a backend.</summary>
    /// <exception cref="BackendException">No plugin has this kind.</exception>
    public IBackend Create(string kind, BackendContext context)
    {
        if (!_types.TryGetValue(kind, out (Type Type, int Plugin) found))
        {
            throw new BackendException($"No plugin has backends of the kind `{kind}`.");
        }

        IBackend backend = (IBackend)Activator.CreateInstance(
            found.Type, BindingFlags.Instance | BindingFlags.Public | BindingFlags.DoNotWrapExceptions, null, [context], null)!;
        return backend.Name == context.Name
            ? backend
            : throw new BackendException($"The backend `{context.Name}` calls itself `{backend.Name}`: its `Name` must be that of its `BackendContext`.");
    }

    private void Load(IReadOnlyList<PluginPlace> places, int plugin)
    {
        try
        {
            if (ProblemOf(places[plugin].Path) is { } problem)
            {
                Report(plugin, problem);
                return;
            }

            BackendPluginContext context = new(places[plugin], [.. _contexts]);
            _contexts.Add(context);
            BackendCatalogue catalogue = BackendCatalogue.Of(context.Main);
            foreach (string mistake in catalogue.Problems)
            {
                Report(plugin, mistake);
            }

            Add(catalogue, places, plugin);
        }
        catch (ReflectionTypeLoadException exception)
        {
            IEnumerable<string> reasons = exception.LoaderExceptions.Select(reason => reason?.Message.ReplaceLineEndings(" ") ?? "").Distinct();
            Report(plugin, $"it can't be loaded: {string.Join("; ", reasons)}");
        }
        catch (Exception exception) when (exception is BadImageFormatException or IOException or UnauthorizedAccessException or TypeLoadException)
        {
            Report(plugin, $"it can't be loaded: {exception.Message.ReplaceLineEndings(" ")}");
        }
    }

    private void Add(BackendCatalogue catalogue, IReadOnlyList<PluginPlace> places, int plugin)
    {
        foreach ((string kind, Type type) in catalogue.Types)
        {
            if (_types.TryAdd(kind, (type, plugin)))
            {
                _kinds.Add(new LoadedKind(kind, plugin));
                continue;
            }

            (Type first, int owner) = _types[kind];
            Report(plugin, owner == plugin
                ? $"the kind `{kind}` is declared by `{first.FullName}` and by `{type.FullName}`"
                : $"the kind `{kind}` is declared by {places[owner].Name}, too");
        }
    }

    // Before it is loaded: the loader's own words for these are no help.
    private static string? ProblemOf(string path)
    {
        if (!File.Exists(path))
        {
            return Directory.Exists(path) ? "it is a directory" : "the file doesn't exist";
        }

        AssemblyReferences references = AssemblyReferences.Read(path);
        return !references.IsAssembly ? "it is no .NET assembly"
            : references.VersionOf(SdkName) is not { } sdk ? "it doesn't reference Ketrew.Sdk, so it declares no backend"
            : SdkContract.ProblemOf(sdk);
    }

    private void Report(int plugin, string message) => _problems.Add(new PluginFault(plugin, message));
}
