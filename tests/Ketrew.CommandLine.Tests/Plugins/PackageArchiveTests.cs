using System.IO.Compression;
using Ketrew.CommandLine.Plugins;
using Ketrew.TestSupport;

namespace Ketrew.CommandLine.Tests.Plugins;

public sealed class PackageArchiveTests
{
    [Fact]
    public void Nothing_is_written_outside_of_the_directory()
    {
        using TemporaryDirectory directory = new();
        Compress(directory["bad.nupkg"], "plugin/ketrew-plugin.yaml", "plugin/../../evil.txt");

        InputException refused = Assert.Throws<InputException>(() => PackageArchive.Extract(directory["bad.nupkg"], directory["into/it"]));

        Assert.Contains("plugin/../../evil.txt", refused.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(directory["evil.txt"]));
    }

    [Fact]
    public void Only_the_plugin_package_is_taken_with_names_as_they_are()
    {
        using TemporaryDirectory directory = new();
        Compress(directory["good.nupkg"], "README.md", "plugin/ketrew-plugin.yaml", "plugin/a%20b/ä+[1].txt");

        PackageArchive.Extract(directory["good.nupkg"], directory["it"]);

        Assert.Equal(
            ["a b/ä+[1].txt", "ketrew-plugin.yaml"],
            Directory.GetFiles(directory["it"], "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(directory["it"], file)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_is_no_archive_is_the_users_error()
    {
        using TemporaryDirectory directory = new();
        directory.Write("text.nupkg", "hello");

        Assert.Throws<InputException>(() => PackageArchive.Extract(directory["text.nupkg"], directory["it"]));
    }

    private static void Compress(string path, params string[] names)
    {
        using ZipArchive zip = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (string name in names)
        {
            using StreamWriter writer = new(zip.CreateEntry(name).Open());
            writer.Write(name);
        }
    }
}
