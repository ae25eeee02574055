using System.IO.Compression;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Ketrew.Expander.Packages;
using Ketrew.Expander.Packages.Manifests;

namespace Ketrew.CommandLine.Plugins;

/// <summary>A NuGet package that holds a plugin package, in its folder <c>plugin</c>.</summary>
internal static class PackageArchive
{
    /// <summary>Where in the archive the plugin package lies.</summary>
    public const string Folder = "plugin";

    // The first moment that an archive can name.
    private static readonly DateTimeOffset _noTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Takes the plugin package out of an archive.</summary>
    /// <param name="archive">Absolute.</param>
    /// <param name="directory">Absolute; made when it doesn't exist. Stays empty when there is no plugin package in the archive.</param>
    /// <exception cref="InputException">It is no archive, one that wants to write elsewhere, or one that holds another package than it says.</exception>
    public static void Extract(string archive, string directory)
    {
        string root = Directory.CreateDirectory(directory).FullName;
        try
        {
            using ZipArchive zip = ZipFile.OpenRead(archive);
            foreach (ZipArchiveEntry entry in zip.Entries.Where(entry => entry.FullName.StartsWith($"{Folder}/", StringComparison.Ordinal) && !entry.FullName.EndsWith('/')))
            {
                // As NuGet does it.
                string path = Path.GetFullPath(Uri.UnescapeDataString(entry.FullName[(Folder.Length + 1)..]), root);
                if (!path.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                {
                    throw new InputException($"`{Path.GetFileName(archive)}` holds `{entry.FullName}`, which would be written elsewhere; nothing was installed");
                }

                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                entry.ExtractToFile(path);
            }

            Compare(zip, archive, root);
        }
        catch (Exception exception) when (exception is InvalidDataException or XmlException)
        {
            throw new InputException($"`{Path.GetFileName(archive)}` is no NuGet package, or a damaged one");
        }
    }

    // What feeds, locks and people call it comes from outside; what is installed, from inside.
    private static void Compare(ZipArchive zip, string archive, string directory)
    {
        if (zip.Entries.FirstOrDefault(entry => !entry.FullName.Contains('/') && entry.FullName.EndsWith(".nuspec", StringComparison.OrdinalIgnoreCase)) is not { } description
            || PackageManifest.Read(directory, archive).Manifest is not { } manifest)
        {
            return;
        }

        using Stream stream = description.Open();
        XElement[] metadata = [.. XDocument.Load(stream).Root?.Elements().Where(element => element.Name.LocalName == "metadata").Elements() ?? []];
        string id = Array.Find(metadata, element => element.Name.LocalName == "id")?.Value ?? "";
        string version = Array.Find(metadata, element => element.Name.LocalName == "version")?.Value ?? "";
        if (!string.Equals(id, manifest.Name, StringComparison.OrdinalIgnoreCase) || !SemanticVersion.TryParse(version, out SemanticVersion? said) || said != manifest.Version)
        {
            throw new InputException($"`{Path.GetFileName(archive)}` says that it is `{id}` {version}, but holds the plugin package `{manifest.Name}` {manifest.Version}; nothing was installed");
        }
    }

    /// <summary>Writes an archive again so that its bytes depend on nothing but the files in it.</summary>
    /// <param name="archive">Absolute.</param>
    /// <param name="target">Absolute; replaced.</param>
    public static void Normalize(string archive, string target)
    {
        using ZipArchive from = ZipFile.OpenRead(archive);
        using FileStream stream = new(target, FileMode.Create);
        using ZipArchive to = new(stream, ZipArchiveMode.Create, leaveOpen: false, Encoding.UTF8);
        foreach (ZipArchiveEntry entry in from.Entries.OrderBy(entry => entry.FullName, StringComparer.Ordinal))
        {
            ZipArchiveEntry copy = to.CreateEntry(entry.FullName, CompressionLevel.SmallestSize);
            copy.LastWriteTime = _noTime;
            using Stream read = entry.Open();
            using Stream write = copy.Open();
            read.CopyTo(write);
        }
    }
}
