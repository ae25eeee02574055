using System.Text;
using Ketrew.Engine.Snapshots;

namespace Ketrew.Engine.Tests.Snapshots;

/// <summary>Files of which only answers count.</summary>
public sealed class AskedFileTests : IDisposable
{
    private static readonly TimeProvider _later = new ShiftedClock { Shift = TimeSpan.FromHours(1) };

    private readonly SnapshotProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void An_edit_that_changes_no_answer_changes_nothing()
    {
        Take("dir/one");

        File.AppendAllText(_project["dir/one"], "more");

        (SnapshotVerdict before, SnapshotVerdict after, List<string> asked) = Look(isSame: true);
        Assert.Equal((SnapshotVerdict.AnswersMayDiffer, SnapshotVerdict.Same), (before, after));
        Assert.Equal(["first of dir/one", "second of dir/one"], asked);
    }

    [Fact]
    public void An_edit_that_changes_an_answer_may_change_everything()
    {
        Take("dir/one");

        File.AppendAllText(_project["dir/one"], "more");

        Assert.Equal(SnapshotVerdict.Unknown, Look(isSame: false).After);
    }

    [Fact]
    public void Only_who_asked_about_an_edited_file_is_asked_again()
    {
        Take("dir/one", "dir/two");

        File.AppendAllText(_project["dir/two"], "more");

        Assert.Equal(["first of dir/two", "second of dir/two"], Look(isSame: true).Asked);
    }

    [Fact]
    public void Files_of_targets_may_have_changed_as_well()
    {
        Take("dir/one");

        File.AppendAllText(_project["dir/one"], "more");
        File.AppendAllText(_project["file"], "more");

        Assert.Equal((SnapshotVerdict.AnswersMayDiffer, SnapshotVerdict.FilesChanged), (Look(isSame: true).Before, Look(isSame: true).After));
    }

    [Fact]
    public void What_was_looked_at_as_a_whole_counts_as_a_whole()
    {
        _project.Take(_later, see: draft =>
        {
            See(draft, "dir/one");
            draft.LookAtFile(_project["dir/one"]);
        });

        File.AppendAllText(_project["dir/one"], "more");

        Assert.Equal(SnapshotVerdict.Unknown, Look(isSame: true).Before);
    }

    [Fact]
    public void A_file_without_an_answer_counts_as_a_whole()
    {
        _project.Take(_later, see: draft => draft.LookAtContent(_project["dir/one"]));

        File.AppendAllText(_project["dir/one"], "more");

        Assert.Equal(SnapshotVerdict.Unknown, Look(isSame: true).Before);
    }

    [Fact]
    public void What_is_no_file_any_more_has_no_answer()
    {
        Take("dir/one");

        File.Delete(_project["dir/one"]);
        Directory.CreateDirectory(_project["dir/one"]);

        Assert.Equal(SnapshotVerdict.Unknown, Look(isSame: true).Before);
    }

    private void Take(params string[] files) => _project.Take(_later, see: draft => Array.ForEach(files, file => See(draft, file)));

    private void See(SnapshotDraft draft, string file)
    {
        draft.LookAtContent(_project[file]);
        draft.SeeAnswer(_project[file], Encoding.UTF8.GetBytes($"first of {file}"));
        draft.SeeAnswer(_project[file], Encoding.UTF8.GetBytes($"second of {file}"));
    }

    private (SnapshotVerdict Before, SnapshotVerdict After, List<string> Asked) Look(bool isSame)
    {
        using PlanSnapshot snapshot = PlanSnapshot.TryOpen(_project.Key, name => _project.Variables.GetValueOrDefault(name))!;
        List<string> asked = [];
        SnapshotVerdict before = snapshot.Look(threads: 2);
        SnapshotVerdict after = snapshot.Ask(answer =>
        {
            asked.Add(Encoding.UTF8.GetString(answer));
            return isSame;
        });
        return (before, after, asked);
    }
}
