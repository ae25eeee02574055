using Ketrew.Expander.Diagnostics;
using Ketrew.TestSupport;

namespace Ketrew.Expander.Tests.Plugins.Sources;

/// <summary>A project on disk whose plugins are single files.</summary>
internal sealed class SourceProject : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    /// <summary>A project with one plugin for each name: <c>tools/NAME.stanza.cs</c>, each used once.</summary>
    public SourceProject(params string[] names)
    {
        foreach (string name in names)
        {
            WritePlugin(name, name);
        }

        string[] lines =
        [
            "ketrew: 1", "plugins:", .. names.Select(name => $"  - source: tools/{name}.stanza.cs"),
            "stanzas:", .. names.Select(name => $"  - {name}: {{}}"), "",
        ];
        _folder.Write("workflow.yaml", string.Join('\n', lines));
    }

    /// <summary>What was told about work that takes long.</summary>
    public List<string> Progress { get; } = [];

    /// <summary>Files of compiled plugins.</summary>
    public string[] Compiled => [.. Directory.GetFiles(_folder[".ketrew/cache/sources"], "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    /// <summary>Writes a plugin whose stanza, of the same name, stands for one group.</summary>
    public void WritePlugin(string name, string group) => _folder.Write(
        $"tools/{name}.stanza.cs",
        $$"""
        [Stanza("{{name}}")]
        public sealed class SomeStanza : Stanza
        {
            protected override void Expand(Node fields, StanzaContext context) => context.Emit(new GroupStanza("{{group}}"));
        }
        """);

    /// <summary>Forgets expansions, but not what was compiled.</summary>
    public void ForgetExpansions() => Directory.Delete(_folder[".ketrew/cache/observations"], recursive: true);

    public Task<ExpansionResult> ExpandAsync() => WorkflowExpander.ExpandAsync(
        new ExpanderOptions { Root = _folder.FullPath, SdkDirectory = PluginBuilds.SdkFolder, PluginHost = PluginBuilds.HostOptions, Progress = Progress.Add },
        CancellationToken.None);

    /// <summary>The ids of all targets of what must be right.</summary>
    public async Task<string[]> TargetsAsync()
    {
        ExpansionResult result = await ExpandAsync();
        Assert.Equal("", new DiagnosticRenderer(_ => null).Render(result.Diagnostics));
        return [.. result.Plan!.Targets.Select(target => target.Id.ToString())];
    }

    public void Dispose() => _folder.Dispose();
}
