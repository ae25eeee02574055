using System.Text;
using Ketrew.Sdk.Observations;
using Ketrew.Sdk.Testing.Trees;

namespace Ketrew.Sdk.Testing.Judging;

/// <summary>The files whose content no stanza asked for: editing them, all at once, must leave everything remembered.</summary>
internal static class UnreadFiles
{
    /// <exception cref="StanzaAssertionException">An edit has a consequence.</exception>
    public static void Assert(StanzaProject project)
    {
        Expansion expansion = project.Expand();
        HashSet<ProjectPath?> read =
        [
            .. expansion.Questions.Select(asked => ContentOf(asked.Question)).OfType<ProjectPath>().Select(path => LinkWalk.Follow(project.Tree, path)),
        ];
        (ProjectPath Path, byte[] Content)[] unread = [.. project.Tree.Files.Where(file => !read.Contains(file.Path))];
        if (unread.Length > 0)
        {
            EditedProject.Of(project, edited => Array.ForEach(unread, file => edited.Write(file.Path, Edit(file.Content)))).AssertHit();
        }
    }

    // A comment at the top: workflow files mean the same with it, and they are among the files.
    private static byte[] Edit(ReadOnlySpan<byte> content)
    {
        ReadOnlySpan<byte> mark = content.StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble : [];
        return [.. mark, .. "# edited\n"u8, .. content[mark.Length..]];
    }

    private static ProjectPath? ContentOf(Question question) => question switch
    {
        Question.ReadText asked => asked.Path,
        Question.ReadBytes asked => asked.Path,
        Question.ReadValue asked => asked.Path,
        Question.Lines asked => asked.Path,
        _ => (ProjectPath?)null,
    };
}
