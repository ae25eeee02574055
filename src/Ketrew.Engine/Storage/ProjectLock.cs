using System.Text;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Engine.Storage;

/// <summary>Keeps a second engine off a project. The system drops it with the process, so a dead owner blocks nobody.</summary>
internal sealed class ProjectLock : IDisposable
{
    private readonly FileStream _file;

    private ProjectLock(FileStream file) => _file = file;

    /// <exception cref="KetrewException">Somebody else holds it; the message names who.</exception>
    public static ProjectLock Take(ProjectDirectory project, LockOwner owner)
    {
        FileStream file = Open(project.LockPath);
        file.SetLength(0);
        file.Write(Encoding.UTF8.GetBytes(owner.ToText()));
        file.Flush();
        return new ProjectLock(file);
    }

    // The file stays: deleting it would let two engines hold locks on two files of one name.
    public void Dispose() => _file.Dispose();

    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException failure)
        {
            throw new KetrewException($"The lock {path} can't be written: {failure.Message}", failure) { Hint = "make `.ketrew` writable" };
        }
        catch (IOException failure)
        {
            throw new KetrewException($"Another ketrew works on this project ({ReadOwner(path)}).", failure)
            {
                IsRecoverable = true,
                Hint = "wait for it, or stop it with Ctrl-C where it runs",
            };
        }
    }

    private static string ReadOwner(string path)
    {
        try
        {
            // No sharing mode takes no lock, so this reads what the owner wrote.
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using StreamReader reader = new(file);
            return reader.ReadToEnd().Trim().Replace("\n", ", ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return "owner unknown";
        }
    }
}
