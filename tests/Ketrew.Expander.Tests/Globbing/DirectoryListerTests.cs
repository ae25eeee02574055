using Ketrew.Expander.Globbing;
using Ketrew.TestSupport;

namespace Ketrew.Expander.Tests.Globbing;

public sealed class DirectoryListerTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Links_are_what_they_lead_to_except_that_directories_are_told_apart()
    {
        _directory.Write("file", "");
        _directory.Write("dir/inner", "");
        File.CreateSymbolicLink(_directory["to-file"], "file");
        File.CreateSymbolicLink(_directory["to-link"], "to-file");
        File.CreateSymbolicLink(_directory["to-dir"], "dir");
        File.CreateSymbolicLink(_directory["to-nothing"], "nothing");
        File.CreateSymbolicLink(_directory["loop"], "loop");

        IEnumerable<DirectoryEntry> entries = new DirectoryLister(_directory.FullPath).List(".").OrderBy(entry => entry.Name, StringComparer.Ordinal);

        Assert.Equal(
            [
                new("dir", EntryKind.Directory),
                new("file", EntryKind.File),
                new("loop", EntryKind.Other),
                new("to-dir", EntryKind.DirectoryLink),
                new("to-file", EntryKind.File),
                new("to-link", EntryKind.File),
                new("to-nothing", EntryKind.Other),
            ],
            entries);
    }

    [Fact]
    public void What_is_no_directory_holds_nothing()
    {
        _directory.Write("file", "");
        DirectoryLister lister = new(_directory.FullPath);

        Assert.Empty(lister.List("file"));
        Assert.Empty(lister.List("missing"));
    }

    [Fact]
    public void A_link_goes_up_from_where_a_link_before_it_led()
    {
        _directory.Write("far/away/here/file", "");
        _directory.Write("far/b", "");
        Directory.CreateSymbolicLink(_directory["near"], "far/away");
        File.CreateSymbolicLink(_directory["found"], "near/../b");
        File.CreateSymbolicLink(_directory["lost"], "nothing/../far/b");

        Dictionary<string, EntryKind> entries = new DirectoryLister(_directory.FullPath).List(".").ToDictionary(entry => entry.Name, entry => entry.Kind);

        Assert.Equal(EntryKind.File, entries["found"]);
        Assert.Equal(EntryKind.Other, entries["lost"]);
    }
}
