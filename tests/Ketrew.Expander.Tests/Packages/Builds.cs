using Ketrew.Expander.Tests.Plugins;

namespace Ketrew.Expander.Tests.Packages;

/// <summary>Plugins of <c>testdata/plugins</c> that use a library: each its own version of <c>Versioned.dll</c>.</summary>
internal static class Builds
{
    /// <summary>The library as a plugin was built with it.</summary>
    public static string LibraryOf(string plugin) => Path.Combine(PluginBuilds.FolderOf(plugin), "Versioned.dll");

    /// <summary>Copies a plugin and its library.</summary>
    public static void CopyWithLibrary(string folder, string plugin)
    {
        PluginBuilds.CopyTo(folder, plugin);
        File.Copy(LibraryOf(plugin), Path.Combine(folder, "Versioned.dll"));
    }
}
