using Ketrew.Expander.Hosting;
using Ketrew.TestSupport;

namespace Ketrew.Expander.Tests.Plugins;

/// <summary>The plugins of <c>testdata/plugins</c> and the plugin host, built together with these tests.</summary>
internal static class PluginBuilds
{
    private static readonly string _all = Path.Combine(Repository.Root, "artifacts", "bin");
    private static readonly string _configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));

    /// <summary>The host as it is started beside the program.</summary>
    public static PluginHostOptions HostOptions { get; } = new() { Location = PluginHostLocation.Of(Path.Combine(FolderOf("Ketrew.PluginHost"), "Ketrew.PluginHost.dll")) };

    /// <summary>Where <c>Ketrew.Sdk.dll</c> is.</summary>
    public static string SdkFolder => AppContext.BaseDirectory;

    /// <summary>Copies a plugin with its symbols into a folder, as people do who were given one.</summary>
    public static void CopyTo(string folder, string plugin)
    {
        Directory.CreateDirectory(folder);
        foreach (string extension in (string[])[".dll", ".pdb"])
        {
            File.Copy(Path.Combine(FolderOf(plugin), plugin + extension), Path.Combine(folder, plugin + extension), overwrite: true);
        }
    }

    /// <summary>Where a project was built to.</summary>
    public static string FolderOf(string project) => Path.Combine(_all, project, _configuration);
}
