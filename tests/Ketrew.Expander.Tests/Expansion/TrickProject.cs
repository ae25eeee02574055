using Ketrew.Expander.Diagnostics;
using Ketrew.Expander.Expansion;
using Ketrew.Expander.Hosting;
using Ketrew.Expander.Observations;
using Ketrew.Expander.Tests.Plugins;
using Ketrew.Sdk;
using Ketrew.Sdk.Planning;
using Ketrew.TestSupport;

namespace Ketrew.Expander.Tests.Expansion;

/// <summary>A project on disk whose workflow uses the plugins <c>Tricks</c>, <c>Samples</c> and <c>Unruly</c>.</summary>
internal sealed class TrickProject : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    /// <summary>A project without stanzas.</summary>
    public TrickProject()
    {
        PluginBuilds.CopyTo(_folder["lib"], "Tricks");
        PluginBuilds.CopyTo(_folder["lib"], "Samples");
        PluginBuilds.CopyTo(_folder["lib"], "Unruly");
    }

    /// <summary>Absolute.</summary>
    public string Root => _folder.FullPath;

    /// <summary>The environment of whoever starts the expansion.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    /// <summary>The targets that are up to date.</summary>
    public MadeTargets Made { get; set; } = MadeTargets.None;

    /// <summary>The target that wrote a file when it succeeded last.</summary>
    public Dictionary<ProjectPath, TargetId> LastWriters { get; } = [];

    public ExpansionLimits Limits { get; set; } = new();

    public PluginHostOptions Host { get; set; } = PluginBuilds.HostOptions;

    public SandboxLevel RequiredSandbox { get; set; }

    /// <summary>True to be told, too, what a plugin names that a stanza shouldn't use. Default: false.</summary>
    public bool TellsHabits { get; set; }

    /// <summary>Absolute path of something in the project.</summary>
    public string this[string relative] => _folder[relative];

    public TrickProject Write(string relative, string text)
    {
        _folder.Write(relative, text);
        return this;
    }

    /// <summary>Writes the root workflow file.</summary>
    /// <param name="stanzas">Items of the list, one on each line or more, without indentation.</param>
    /// <param name="declaration">Fields of the plugin's declaration.</param>
    public TrickProject Use(string stanzas, string declaration = "allow: { environment: [ALLOWED] }") =>
        Write("workflow.yaml", $"ketrew: 1\nplugins:\n  - {{ assembly: lib/Tricks.dll, {declaration} }}\n  - assembly: lib/Samples.dll\n  - assembly: lib/Unruly.dll\nstanzas:\n{stanzas}\n");

    public Task<ExpansionResult> ExpandAsync(string file = "workflow.yaml") => ExpandAsync(Options(file));

    /// <summary>What an expansion of it works on.</summary>
    /// <param name="file">The root workflow file.</param>
    public ExpanderOptions Options(string file = "workflow.yaml") => new()
    {
        Root = Root,
        File = file,
        SdkDirectory = PluginBuilds.SdkFolder,
        Environment = name => Variables.GetValueOrDefault(name),
        Made = Made,
        LastWriters = path => LastWriters.TryGetValue(path, out TargetId writer) ? [writer] : [],
        Limits = Limits,
        PluginHost = Host,
        RequiredSandbox = RequiredSandbox,
    };

    // The bad habits of `Unruly` are no news.
    private async Task<ExpansionResult> ExpandAsync(ExpanderOptions options)
    {
        ExpansionResult result = await WorkflowExpander.ExpandAsync(options, CancellationToken.None);
        return TellsHabits ? result : result with { Diagnostics = [.. result.Diagnostics.Where(diagnostic => diagnostic.Code != "KE339")] };
    }

    /// <summary>Expands what must be right.</summary>
    public async Task<Plan> PlanAsync(string file = "workflow.yaml")
    {
        ExpansionResult result = await ExpandAsync(file);
        Assert.Equal("", Render(result));
        return result.Plan!;
    }

    /// <summary>Expands what may deserve a warning, but no error.</summary>
    public async Task<Plan> PlanAllowingWarningsAsync(string file)
    {
        ExpansionResult result = await ExpandAsync(file);
        Assert.True(result.Plan is not null, Render(result));
        return result.Plan;
    }

    /// <summary>Expands, and gives what is said about it.</summary>
    public async Task<string> ProblemsAsync() => Render(await ExpandAsync());

    public string Render(ExpansionResult result) =>
        new DiagnosticRenderer(file => File.Exists(this[file]) ? File.ReadAllText(this[file]) : null).Render(result.Diagnostics);

    public void Dispose() => _folder.Dispose();
}
