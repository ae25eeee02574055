using System.Runtime.Versioning;

namespace Ketrew.CommandLine.Tests.Unchanged;

/// <summary>What can happen to whatever decides what a stanza of a plugin becomes, and what can't matter.</summary>
[UnsupportedOSPlatform("windows")]
internal static class PluginEdits
{
    /// <summary>Each has to be noticed.</summary>
    public static readonly (string Name, Action<PluginProject> Apply)[] Decisive =
    [
        ("a source of the plugin is touched", project => Touch(project["plugin/Asking.cs"])),
        ("a source of the plugin is replaced by its twin", project => Replace(project["plugin/Asking.cs"])),
        ("the project file is touched", project => Touch(project["plugin/Asking.csproj"])),
        ("what MSBuild looks for appears above", project => project.Write("Directory.Build.props", "<Project />")),
        ("what MSBuild looks for is edited", project => project.Write("Directory.Build.props", "<Project><PropertyGroup /></Project>")),
        ("what MSBuild looks for goes", project => File.Delete(project["Directory.Build.props"])),
        ("a source appears in a new folder", project => project.Write("plugin/deep/More.cs", "internal sealed class More;")),
        ("that folder is renamed", project => Directory.Move(project["plugin/deep"], project["plugin/deeper"])),
        ("that folder goes", project => Directory.Delete(project["plugin/deeper"], recursive: true)),
        ("the built assembly is touched", project => Array.ForEach([.. project.Assemblies], Touch)),
        ("the build is gone", project => Directory.Delete(project[".ketrew/plugins"], recursive: true)),
        ("a file that was read is edited", project => File.AppendAllText(project["data/a.txt"], "more\n")),
        ("a value that was asked for changes", project => project.WriteSettings("two", "free")),
        ("a line that was asked for appears", project => project.WriteSettings("two", "greeting")),
        ("a file appears where a glob looked", project => project.Write("data/new.txt", "new\n")),
        ("it is renamed", project => File.Move(project["data/new.txt"], project["data/newer.txt"])),
        ("it goes", project => File.Delete(project["data/newer.txt"])),
        ("a tool is edited", project => File.AppendAllText(project["tools/say.sh"], "echo more\n")),
        ("a file is put into a site by hand", project => project.Write(".ketrew/sites/acme.words/words/hello.txt", "good evening")),
        ("a file of a site is edited", project => project.Write(".ketrew/sites/acme.words/words/hello.txt", "good night")),
        ("it goes", project => Directory.Delete(project[".ketrew/sites"], recursive: true)),
        ("another version of a package is installed", project => project.WritePackage("1.1.0")),
        ("it goes", project => Directory.Delete(project[".ketrew/packages/acme.words/1.1.0"], recursive: true)),
        ("a file of a package is edited", project => project.Write(".ketrew/packages/acme.words/1.0.0/hello.txt", "good day")),
        ("a file of a package appears", project => project.Write(".ketrew/packages/acme.words/1.0.0/deep/LICENSE", "free")),
        ("a manifest is touched", project => Touch(project[".ketrew/packages/acme.words/1.0.0/ketrew-plugin.yaml"])),
        ("the lock of the packages is gone", project => File.Delete(project["plugins.lock"])),
    ];

    /// <summary>None of them has to be noticed.</summary>
    public static readonly (string Name, Action<PluginProject> Apply)[] Harmless =
    [
        ("something is compiled by hand", project => project.Write("plugin/obj/deep/project.assets.json", "{}")),
        ("a file that nobody asked about appears", project => project.Write("unread/deep/file.txt", "new")),
        ("a file that nobody asked about is edited", project => project.Write("unread/deep/file.txt", "newer")),
    ];

    /// <summary>None of them changes what stanzas become, though they asked about what is edited; an expansion that looks at nothing but statuses can't know.</summary>
    public static readonly (string Name, Action<PluginProject> Apply)[] Unasked =
    [
        ("another value is edited", project => project.WriteSettings("one", "busy")),
        ("a value is edited that is shorter", project => project.WriteSettings("one", "")),
        ("the file is touched", project => Touch(project["settings.json"])),
    ];

    private static void Touch(string path) => File.SetLastWriteTimeUtc(path, File.GetLastWriteTimeUtc(path).AddSeconds(-1));

    // The same size and the same time.
    private static void Replace(string path)
    {
        DateTime modified = File.GetLastWriteTimeUtc(path);
        string content = File.ReadAllText(path);
        File.WriteAllText($"{path}~", content.Replace("// one", "// two", StringComparison.Ordinal));
        File.SetLastWriteTimeUtc($"{path}~", modified);
        File.Move($"{path}~", path, overwrite: true);
    }
}
