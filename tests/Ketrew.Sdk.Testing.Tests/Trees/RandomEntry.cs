using System.Text;
using Ketrew.TestSupport;

namespace Ketrew.Sdk.Testing.Tests.Trees;

/// <summary>A file, a directory or a link, put into two trees alike.</summary>
public abstract record RandomEntry(string Path)
{
    public sealed record File(string Path, string Content) : RandomEntry(Path);

    public sealed record Directory(string Path) : RandomEntry(Path);

    /// <summary><c>@</c> in front stands for the root's absolute path.</summary>
    public sealed record Link(string Path, string Target) : RandomEntry(Path);

    /// <summary>Adds it, unless something is in the way: in the way of the one is in the way of the other.</summary>
    internal void AddTo(TemporaryDirectory directory, StanzaProject project)
    {
        try
        {
            switch (this)
            {
                case File file:
                    project.Write(Path, Encoding.Latin1.GetBytes(file.Content));
                    break;
                case Directory:
                    project.MakeDirectory(Path);
                    break;
                case Link link:
                    project.Link(Path, link.Target.Replace("@", project.Tree.Root, StringComparison.Ordinal));
                    break;
            }
        }
        catch (InvalidOperationException)
        {
            return;
        }

        string path = directory[Path];
        System.IO.Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path) ?? "");
        if (this is not Directory)
        {
            System.IO.File.Delete(path);
        }

        switch (this)
        {
            case File file:
                System.IO.File.WriteAllBytes(path, Encoding.Latin1.GetBytes(file.Content));
                break;
            case Directory:
                System.IO.Directory.CreateDirectory(path);
                break;
            case Link link:
                System.IO.File.CreateSymbolicLink(path, link.Target.Replace("@", directory.FullPath, StringComparison.Ordinal));
                break;
        }
    }
}
