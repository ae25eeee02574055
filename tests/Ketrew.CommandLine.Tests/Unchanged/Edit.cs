using System.Runtime.Versioning;

namespace Ketrew.CommandLine.Tests.Unchanged;

/// <summary>Something that happens to a project between two runs.</summary>
/// <param name="Kind">What.</param>
/// <param name="Path">Where: index of <see cref="EditedProject.Paths"/>.</param>
/// <param name="Other">A second place, or a number.</param>
[UnsupportedOSPlatform("windows")]
internal sealed record Edit(EditKind Kind, int Path, int Other)
{
    /// <summary>Does it; nothing, where it can't be done to what is there.</summary>
    public async Task ApplyAsync(EditedProject project)
    {
        string path = project[EditedProject.Paths[Path]];
        string other = project[EditedProject.Paths[Other]];
        try
        {
            await ApplyAsync(project, path, other);
        }
        catch (Exception impossible) when (impossible is IOException or UnauthorizedAccessException)
        {
            // A file in the place of a directory, say: then this edit does nothing.
        }
    }

    public override string ToString() => $"{Kind} {EditedProject.Paths[Path]} {EditedProject.Paths[Other]}";

    private Task ApplyAsync(EditedProject project, string path, string other)
    {
        switch (Kind)
        {
            case EditKind.Append:
                File.AppendAllText(path, "\n");
                break;
            case EditKind.Flip:
                Flip(path);
                break;
            case EditKind.FlipWithOldTime:
                DateTime modified = File.GetLastWriteTimeUtc(path);
                Flip(path);
                File.SetLastWriteTimeUtc(path, modified);
                break;
            case EditKind.Touch:
                File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddSeconds(-Other));
                break;
            case EditKind.ChangeMode:
                File.SetUnixFileMode(path, File.GetUnixFileMode(path) ^ UnixFileMode.UserExecute);
                break;
            case EditKind.Rename:
                Move(path, $"{path}2");
                break;
            case EditKind.Swap:
                Move(path, $"{path}~");
                Move(other, path);
                Move($"{path}~", other);
                break;
            case EditKind.Delete:
                Delete(path);
                break;
            case EditKind.MakeLink:
                Delete(path);
                File.CreateSymbolicLink(path, other);
                break;
            case EditKind.MakeLinkToItself:
                Move(path, $"{path}3");
                File.CreateSymbolicLink(path, $"{path}3");
                break;
            case EditKind.MakeDirectory:
                Delete(path);
                Directory.CreateDirectory(path);
                break;
            case EditKind.AddBeside:
                File.WriteAllText(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(path)!, $"new{Other}.txt"), "new");
                break;
            case EditKind.AddInside:
                File.WriteAllText(System.IO.Path.Combine(path, $"inside{Other}"), "new");
                break;
            case EditKind.OtherWorkflow:
                project.UseWorkflow(Other);
                break;
            case EditKind.RunOther:
                return project.RunAsync("run", "more");
            case EditKind.Restart:
                return project.RunAsync("restart", "more");
            case EditKind.Forget:
                return project.RunAsync("clean");
            default:
                throw new System.Diagnostics.UnreachableException();
        }

        return Task.CompletedTask;
    }

    // In place, of the same size.
    private static void Flip(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.ReadWrite);
        int first = file.ReadByte();
        file.Position = 0;
        file.WriteByte((byte)(first ^ 1));
    }

    private static void Move(string from, string to)
    {
        if (Directory.Exists(from))
        {
            Directory.Move(from, to);
        }
        else
        {
            File.Move(from, to);
        }
    }

    private static void Delete(string path)
    {
        if (Directory.Exists(path) && new DirectoryInfo(path).LinkTarget is null)
        {
            Directory.Delete(path, recursive: true);
        }
        else
        {
            File.Delete(path);
        }
    }
}
