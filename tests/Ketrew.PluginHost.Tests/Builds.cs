using Ketrew.Expander.Hosting;
using Ketrew.Sdk.Protocol;

namespace Ketrew.PluginHost.Tests;

/// <summary>What the build made beside the tests.</summary>
internal static class Builds
{
    // artifacts/bin/Ketrew.PluginHost.Tests/release → artifacts/bin/<project>/release
    private static readonly string _configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
    private static readonly string _all = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../.."));

    public static string Folder(string project) => Path.Combine(_all, project, _configuration);

    public static string Assembly(string plugin) => Path.Combine(Folder(plugin), $"{plugin}.dll");

    public static PluginHostOptions Options { get; } = new() { Location = PluginHostLocation.Of(Assembly("Ketrew.PluginHost")) };

    public static PluginHostOptions Misbehaving(string way)
    {
        string assembly = Path.Combine(Folder("Ketrew.MisbehavingHost"), "Ketrew.MisbehavingHost.dll");
        return new PluginHostOptions { Location = new PluginHostLocation(DotnetCommand.Find()!, ["exec", assembly, way]) };
    }

    public static PluginFile[] Files(string plugin, params string[] names) =>
        [.. names.Prepend($"{plugin}.dll").Select(name => new PluginFile(name, File.ReadAllBytes(Path.Combine(Folder(plugin), name))))];

    public static HostedPlugin Plugin(string plugin, params string[] names) => new(plugin, () => new ProtocolMessage.Load(plugin, Files(plugin, names)));
}
