using Ketrew.Expander;
using Ketrew.Expander.Packages;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.CommandLine.Plugins;

/// <summary>A directory that is gone afterwards.</summary>
internal sealed class ScratchDirectory : IDisposable
{
    // Only what was killed within the microseconds before its lock has this age.
    private static readonly TimeSpan _abandoned = TimeSpan.FromDays(1);

    private const string Name = ".scratch-";
    private const string Unnamed = ".making-";
    private const string Lock = "lock";
    private const string Replaced = "replaced";

    private readonly FileStream? _lock;

    private ScratchDirectory(string path, FileStream? held = null) => (FullPath, _lock) = (path, held);

    /// <summary>Absolute.</summary>
    public string FullPath { get; }

    /// <summary>A prefix for what was replaced: a package in it that is nowhere else, since its process was killed, is put back by the next one.</summary>
    public PackagePrefix Aside => AsideOf(FullPath);

    /// <summary>One among the temporary files.</summary>
    public static ScratchDirectory Create() => new(Directory.CreateTempSubdirectory("ketrew-plugin-").FullName);

    /// <summary>One in a prefix, so that what is in it can be moved to its place at once. What killed processes left is put back, or else removed.</summary>
    /// <param name="prefix">Made when it doesn't exist.</param>
    /// <exception cref="KetrewException">Nobody may write there.</exception>
    public static ScratchDirectory In(PackagePrefix prefix)
    {
        try
        {
            return CreateIn(prefix);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new KetrewException($"The prefix {prefix.Path} can't be written: {exception.Message}", exception) { Hint = "let yourself write there, or name another one: --prefix DIR" };
        }
    }

    /// <summary>Deletes it.</summary>
    public void Dispose()
    {
        Delete(FullPath);
        _lock?.Dispose();
    }

    private static ScratchDirectory CreateIn(PackagePrefix prefix)
    {
        StateFolder.Create(prefix.Path);
        foreach (DirectoryInfo left in new DirectoryInfo(prefix.Path).EnumerateDirectories($"{Name}*"))
        {
            CleanUp(left.FullName, prefix);
        }

        foreach (DirectoryInfo left in new DirectoryInfo(prefix.Path).EnumerateDirectories($"{Unnamed}*").Where(left => TimeProvider.System.GetUtcNow() - left.LastWriteTimeUtc > _abandoned))
        {
            Delete(left.FullName);
        }

        return CreateLocked(prefix.Path);
    }

    // It gets the name under which others find it when it is locked, so that nobody takes it for a dead one's.
    private static ScratchDirectory CreateLocked(string directory)
    {
        string random = Path.GetRandomFileName();
        string unnamed = Directory.CreateDirectory(Path.Combine(directory, Unnamed + random)).FullName;
        FileStream held = new(Path.Combine(unnamed, Lock), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        string path = Path.Combine(directory, Name + random);
        Directory.Move(unnamed, path);
        return new ScratchDirectory(path, held);
    }

    // A lock ends with its process.
    private static void CleanUp(string left, PackagePrefix prefix)
    {
        try
        {
            using FileStream held = new(Path.Combine(left, Lock), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            foreach (InstalledPackage package in InstalledPackage.In([AsideOf(left)]).ToArray())
            {
                string place = prefix.FolderOf(package.Name, package.Version);
                if (!Directory.Exists(place))
                {
                    Directory.CreateDirectory(Path.GetDirectoryName(place)!);
                    Directory.Move(package.Folder, place);
                }
            }

            Delete(left);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Somebody is at work there, or it is gone by now.
        }
    }

    private static PackagePrefix AsideOf(string path) => new("replaced", Path.Combine(path, Replaced));

    private static void Delete(string path)
    {
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is in nobody's way.
        }
    }
}
