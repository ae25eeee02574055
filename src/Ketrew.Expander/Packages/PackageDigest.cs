using System.IO.Enumeration;
using Ketrew.Expander.Observations;
using Ketrew.Sdk;

namespace Ketrew.Expander.Packages;

/// <summary>Tells whether a package is what it was.</summary>
public static class PackageDigest
{
    /// <summary>The digest of all files of a package: their names relative to its folder and their contents, nothing else. The same on every machine.</summary>
    /// <param name="folder">Absolute; links to directories in it are not followed.</param>
    /// <exception cref="IOException">A file can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file can't be read.</exception>
    public static Digest Of(string folder) => Of(folder, static (_, _) => { });

    /// <summary>Likewise.</summary>
    /// <param name="folder">Absolute.</param>
    /// <param name="looking">Told about each place before it is looked at.</param>
    internal static Digest Of(string folder, Action<Sight, string> looking)
    {
        List<string> parts = ["package 1"];
        foreach (string name in NamesIn(folder, looking))
        {
            looking(Sight.File, Path.Combine(folder, name));
            parts.Add(name);
            parts.Add(Digest.Of(File.ReadAllBytes(Path.Combine(folder, name))).ToString());
        }

        return Digest.Of([.. parts]);
    }

    /// <summary>The files of a package, relative, with <c>/</c>, in ordinal order.</summary>
    /// <param name="folder">Absolute.</param>
    internal static IEnumerable<string> NamesIn(string folder) => NamesIn(folder, static (_, _) => { });

    private static IEnumerable<string> NamesIn(string folder, Action<Sight, string> looking)
    {
        looking(Sight.Names, folder);
        return new FileSystemEnumerable<string>(folder, static (ref entry) => entry.ToFullPath(), new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false })
        {
            ShouldIncludePredicate = static (ref entry) => !entry.IsDirectory,
            ShouldRecursePredicate = (ref entry) => IsOwn(ref entry, looking),
        }
        // A pipe would be read for ever.
        .Where(path => !SpecialFile.Is(path))
        .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'))
        .Order(StringComparer.Ordinal);
    }

    private static bool IsOwn(ref FileSystemEntry entry, Action<Sight, string> looking)
    {
        bool isOwn = (entry.Attributes & FileAttributes.ReparsePoint) == 0;
        if (isOwn)
        {
            looking(Sight.Names, entry.ToFullPath());
        }

        return isOwn;
    }
}
