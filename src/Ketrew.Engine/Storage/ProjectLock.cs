using System.Text;
using Ketrew.Sdk.Diagnostics;
using Microsoft.Win32.SafeHandles;

namespace Ketrew.Engine.Storage;

/// <summary>Keeps a second engine off a project. The system drops it with the process, so a dead owner blocks nobody.</summary>
internal sealed class ProjectLock : IDisposable
{
    private const int LongestContent = 512;

    // Who looks whether the lock is held has it for a moment.
    private const int Tries = 4;
    private const int MillisecondsBetweenTries = 10;

    private const int LinuxWouldBlock = 11;
    private const int BsdWouldBlock = 35;
    private const int WindowsSharingViolation = unchecked((int)0x80070020);

    private readonly FileStream _file;

    private ProjectLock(FileStream file) => _file = file;

    /// <exception cref="KetrewException">Somebody else holds it, and the message names who; or it can't be written.</exception>
    public static ProjectLock Take(ProjectDirectory project, LockOwner owner)
    {
        FileStream file = Open(project.LockPath);
        try
        {
            file.SetLength(0);
            file.Write(Encoding.UTF8.GetBytes(owner.ToText()));
            return new ProjectLock(file);
        }
        catch (IOException failure)
        {
            file.Dispose();
            throw Unwritable(project.LockPath, failure);
        }
    }

    /// <summary>True while an engine has it.</summary>
    public static bool IsHeld(ProjectDirectory project)
    {
        try
        {
            using FileStream look = new(project.LockPath, FileMode.Open, FileAccess.Read, FileShare.Read);
            return false;
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            return false;
        }
        catch (IOException failure)
        {
            return IsHeldBySomebody(failure);
        }
    }

    // The file stays: deleting it would let two engines hold locks on two files of one name.
    public void Dispose() => _file.Dispose();

    private static FileStream Open(string path, int tries = Tries)
    {
        try
        {
            // Without a buffer: what can't be written is told at once, and not again when the file is closed.
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException failure) when (IsHeldBySomebody(failure) && tries > 1)
        {
            Thread.Sleep(MillisecondsBetweenTries);
            return Open(path, tries - 1);
        }
        catch (IOException failure) when (IsHeldBySomebody(failure))
        {
            throw new KetrewException($"Another ketrew works on this project ({ReadOwner(path)}).", failure)
            {
                IsRecoverable = true,
                Hint = "wait for it, stop it with Ctrl-C where it runs, or end it with `ketrew kill --run`",
            };
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(path, failure);
        }
    }

    // Everything else that can go wrong with a file, a full disk for one, is an IOException too; the code is what the system said.
    private static bool IsHeldBySomebody(IOException failure) => failure.HResult is LinuxWouldBlock or BsdWouldBlock or WindowsSharingViolation;

    private static KetrewException Unwritable(string path, Exception failure) =>
        new($"The lock {path} can't be written: {failure.Message}", failure) { Hint = "make `.ketrew` writable, with room on its disk" };

    private static string ReadOwner(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return "its owner can't be read here";
        }

        // The system's own call, since every managed way to open a file asks for a lock that the owner doesn't share.
        using SafeFileHandle file = new(FileCalls.Open(path, FileCalls.ReadOnly), ownsHandle: true);
        byte[] content = new byte[LongestContent];
        int count = file.IsInvalid ? 0 : RandomAccess.Read(file, content, 0);
        return Encoding.UTF8.GetString(content, 0, count).Trim().Replace("\n", ", ", StringComparison.Ordinal);
    }
}
