using Ketrew.Expander.Diagnostics;
using Ketrew.Expander.Packages;
using Ketrew.Expander.Tests.Plugins;
using Ketrew.Sdk;
using Ketrew.Sdk.Planning;
using Ketrew.TestSupport;

namespace Ketrew.Expander.Tests.Packages;

/// <summary>A project on disk, with prefixes beside it: <c>project/.ketrew</c>, <c>user</c>, <c>installation</c>, and what <c>KETREW_SITES</c> names.</summary>
internal sealed class PackageProject : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    /// <summary>Absolute path of the directory that holds everything.</summary>
    public string FullPath => _folder.FullPath;

    /// <summary>Absolute path of the project.</summary>
    public string Root => _folder["project"];

    /// <summary>Directories of <c>KETREW_SITES</c>, relative to <see cref="FullPath"/>.</summary>
    public List<string> Named { get; } = [];

    public bool IsLocked { get; set; }

    /// <summary>Absolute path of something.</summary>
    public string this[string relative] => _folder[relative];

    public ExpanderOptions Options => new()
    {
        Root = Root,
        SdkDirectory = PluginBuilds.SdkFolder,
        PluginHost = PluginBuilds.HostOptions,
        Prefixes = PackagePrefix.InOrder(Root, _folder["installation"], Variable),
        IsLocked = IsLocked,
    };

    /// <summary>Writes a file.</summary>
    /// <param name="relative">To <see cref="FullPath"/>.</param>
    /// <param name="text">All of it.</param>
    public PackageProject Write(string relative, string text)
    {
        _folder.Write(relative, text);
        return this;
    }

    /// <summary>Writes the workflow file.</summary>
    /// <param name="plugins">Items of the list, indented by two.</param>
    /// <param name="stanzas">Likewise.</param>
    public PackageProject Use(string plugins, string stanzas = "  []") => Write("project/workflow.yaml", $"ketrew: 1\nplugins:\n{plugins}\nstanzas:\n{stanzas}\n");

    /// <summary>Installs a package that has an assembly.</summary>
    /// <param name="prefix">Relative to <see cref="FullPath"/>: <c>user</c>.</param>
    /// <param name="name">Its name.</param>
    /// <param name="version">Its version.</param>
    /// <param name="more">Further lines of the manifest.</param>
    /// <param name="plugin">One of <c>testdata/plugins</c>.</param>
    public PackageProject Install(string prefix, string name, string version, string more = "", string plugin = "Tricks") =>
        InstallFolder($"{prefix}/packages/{name}/{version}", name, version, more, plugin);

    /// <summary>Makes the folder of a package that has an assembly.</summary>
    public PackageProject InstallFolder(string folder, string name, string version, string more = "", string plugin = "Tricks")
    {
        PluginBuilds.CopyTo(_folder[$"{folder}/lib"], plugin);
        return Write($"{folder}/ketrew-plugin.yaml", $"ketrew-plugin: 1\nname: {name}\nversion: {version}\nstanzas: [{{ assembly: lib/{plugin}.dll }}]\n{more}\n");
    }

    /// <summary>Installs a package that has sites, or files for them, only.</summary>
    /// <param name="prefix">Relative to <see cref="FullPath"/>.</param>
    /// <param name="name">Its name.</param>
    /// <param name="version">Its version.</param>
    /// <param name="more">Further lines of the manifest.</param>
    /// <param name="files">Names of text files in the package, whose content is who put it there and where.</param>
    public PackageProject InstallFiles(string prefix, string name, string version, string more, params string[] files)
    {
        Write($"{prefix}/packages/{name}/{version}/ketrew-plugin.yaml", $"ketrew-plugin: 1\nname: {name}\nversion: {version}\n{more}\n");
        foreach (string file in files)
        {
            Write($"{prefix}/packages/{name}/{version}/{file}", $"{name} in {prefix}");
        }

        return this;
    }

    public Task<ExpansionResult> ExpandAsync() => WorkflowExpander.ExpandAsync(Options, CancellationToken.None);

    /// <summary>Expands what must be right.</summary>
    public async Task<Plan> PlanAsync()
    {
        ExpansionResult result = await ExpandAsync();
        Assert.Equal("", Render(result.Diagnostics));
        return result.Plan!;
    }

    /// <summary>The one target of what must be right: mostly the answer to a question.</summary>
    public async Task<string?> AnswerAsync() => Assert.Single((await PlanAsync()).Targets).Description;

    /// <summary>Expands, and gives what is said about it.</summary>
    public async Task<string> ProblemsAsync() => Render((await ExpandAsync()).Diagnostics);

    /// <summary>Problems as text that is the same on every machine.</summary>
    public string Render(ValueList<Ketrew.Sdk.Diagnostics.Diagnostic> diagnostics) =>
        new DiagnosticRenderer(file => File.Exists(Path.Combine(Root, file)) ? File.ReadAllText(Path.Combine(Root, file)) : null)
            .Render(diagnostics).Replace(FullPath, "…", StringComparison.Ordinal);

    public void Dispose() => _folder.Dispose();

    private string? Variable(string name) => name switch
    {
        PackagePrefix.Variable => string.Join(Path.PathSeparator, Named.Select(relative => _folder[relative])),
        "XDG_DATA_HOME" => _folder["home"],
        _ => null,
    };
}
