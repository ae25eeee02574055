using Ketrew.Expander.Hosting;
using Ketrew.Expander.Observations;

namespace Ketrew.Expander.Plugins.Projects;

/// <summary>Where plugin projects are built.</summary>
internal sealed record PluginProjectOptions
{
    /// <summary>Absolute path of the directory that holds <c>.ketrew</c>; paths of projects are relative to it.</summary>
    public required string Root { get; init; }

    /// <summary>Absolute path of the directory of the <c>Ketrew.Sdk.dll</c> that this program brings; projects see it as <c>$(KetrewSdkDirectory)</c>.</summary>
    public required string SdkDirectory { get; init; }

    /// <summary>What the sandbox of plugins must withhold at least. Default: anything, so that projects may be built.</summary>
    public SandboxLevel RequiredSandbox { get; init; }

    /// <summary>Told before something takes long: <c>building plugin stanzas/WordCount</c>. Default: nobody is.</summary>
    public Action<string> Progress { get; init; } = static _ => { };

    /// <summary>Told before something is looked at that decides what the assembly is. Default: nobody is.</summary>
    public Action<Sight, string> Looking { get; init; } = static (_, _) => { };
}
