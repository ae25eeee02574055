using Ketrew.Engine.Fingerprints;
using Ketrew.Sdk;
using Ketrew.TestSupport;

namespace Ketrew.Engine.Tests.Fingerprints;

public sealed class FileLedgerTests : IDisposable
{
    // The SHA-256 of "hello\n", as sha256sum prints it.
    private const string HelloDigest = "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03";

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_file_is_known_by_the_digest_of_its_bytes()
    {
        _ = _directory.Write("a", "hello\n");

        Assert.Equal($"sha256 {HelloDigest}", NewLedger().Content("a").ToString());
    }

    [Fact]
    public void A_large_file_is_digested_like_a_small_one()
    {
        string text = new('x', 300_000);
        _ = _directory.Write("a", text);

        Assert.Equal(Digest.Of(System.Text.Encoding.UTF8.GetBytes(text)), NewLedger().Content("a").Digest);
    }

    [Fact]
    public void A_missing_file_is_missing_and_so_is_one_below_a_file()
    {
        _ = _directory.Write("a", "x");

        Assert.True(NewLedger().Content("b").IsMissing);
        Assert.True(NewLedger().Content("a/b").IsMissing);
    }

    [Fact]
    public void A_link_holds_what_it_leads_to()
    {
        _ = _directory.Write("a", "hello\n");
        _ = File.CreateSymbolicLink(_directory["link"], "a");
        _ = File.CreateSymbolicLink(_directory["dangling"], "nowhere");

        Assert.Equal($"sha256 {HelloDigest}", NewLedger().Content("link").ToString());
        Assert.True(NewLedger().Content("dangling").IsMissing);
    }

    [Fact]
    public void A_tree_differs_by_names_contents_and_links_but_not_by_times()
    {
        _ = _directory.Write("d/a", "1");
        FileContent first = NewLedger().Content("d");
        File.SetLastWriteTimeUtc(_directory["d/a"], DateTime.UnixEpoch);
        FileContent touched = NewLedger().Content("d");
        File.Move(_directory["d/a"], _directory["d/b"]);
        FileContent renamed = NewLedger().Content("d");
        _ = File.CreateSymbolicLink(_directory["d/loop"], "..");
        FileContent linked = NewLedger().Content("d");

        Assert.Equal(first, touched);
        Assert.Equal(3, new HashSet<FileContent> { first, renamed, linked }.Count);
    }

    [Fact]
    public void A_recorded_digest_is_trusted_while_the_status_is_the_same()
    {
        _ = _directory.Write("a", "hello\n");
        FileFact fact = Record("a", recordedAfter: TimeSpan.FromMinutes(1));
        FileFact forged = fact with { Digest = Digest.Of("forged"u8) };

        FileContent content = NewLedger(forged).Content("a");

        Assert.Equal(forged.Digest, content.Digest);
    }

    [Fact]
    public void A_digest_taken_within_the_clocks_tick_of_the_last_write_is_not_trusted()
    {
        _ = _directory.Write("a", "hello\n");
        FileFact fact = Record("a", recordedAfter: TimeSpan.FromMilliseconds(1));
        FileFact forged = fact with { Digest = Digest.Of("forged"u8) };

        FileContent content = NewLedger(forged).Content("a");

        Assert.Equal($"sha256 {HelloDigest}", content.ToString());
    }

    [Fact]
    public void Where_times_are_whole_seconds_the_tick_is_longer()
    {
        FileStatus status = new(FileKind.File, 1, 5_000_000_000, 5_000_000_000, 1);

        Assert.False(new FileFact("a", status, default, 6_500_000_000).IsTrustworthy);
        Assert.True(new FileFact("a", status, default, 7_500_000_000).IsTrustworthy);
    }

    [Fact]
    public void A_write_of_the_same_size_is_noticed()
    {
        _ = _directory.Write("a", "hello\n");
        FileFact fact = Record("a", recordedAfter: TimeSpan.FromMinutes(1));
        _ = _directory.Write("a", "jello\n");

        Assert.NotEqual(fact.Digest, NewLedger(fact).Content("a").Digest);
    }

    [Fact]
    public void Small_files_are_quick_and_so_is_what_need_not_be_read()
    {
        _ = _directory.Write("small", "hello\n");
        _ = _directory.Write("large", new string('x', 300_000));
        FileFact known = Record("large", recordedAfter: TimeSpan.FromMinutes(1));

        Assert.True(NewLedger().IsQuick("small"));
        Assert.True(NewLedger().IsQuick("missing"));
        Assert.True(NewLedger(known).IsQuick("large"));
    }

    [Fact]
    public void Large_files_that_nobody_knows_and_trees_take_their_time()
    {
        _ = _directory.Write("large", new string('x', 300_000));
        _ = _directory.Write("tree/small", "hello\n");
        FileFact doubtful = Record("large", recordedAfter: TimeSpan.FromMilliseconds(1));

        Assert.False(NewLedger().IsQuick("large"));
        Assert.False(NewLedger(doubtful).IsQuick("large"));
        Assert.False(NewLedger().IsQuick("tree"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_file_written_again_in_the_tick_of_its_digest_is_read_again_even_when_the_clock_was_set_back(int hours)
    {
        ShiftedClock clock = new() { Shift = TimeSpan.FromHours(hours) };
        for (int i = 0; i < 200; i++)
        {
            _ = _directory.Write("a", "hello\n");
            FileLedger before = new(_directory.FullPath, [], clock);
            _ = before.Content("a");
            _ = _directory.Write("a", "jello\n");
            FileLedger after = new(_directory.FullPath, before.TakeUnsaved().ToDictionary(fact => fact.Path, StringComparer.Ordinal), clock);

            Assert.Equal(Digest.Of("jello\n"u8), after.Content("a").Digest);
        }
    }

    private FileLedger NewLedger(params FileFact[] recorded) =>
        new(_directory.FullPath, recorded.ToDictionary(fact => fact.Path, StringComparer.Ordinal), TimeProvider.System);

    private FileFact Record(string path, TimeSpan recordedAfter)
    {
        FileLedger ledger = NewLedger();
        _ = ledger.Content(path);
        FileFact fact = ledger.TakeUnsaved().Single();
        return fact with { RecordedNanoseconds = fact.Status.ModifiedNanoseconds + (recordedAfter.Ticks * 100) };
    }
}
