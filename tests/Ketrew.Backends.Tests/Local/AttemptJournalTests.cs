using FsCheck;
using FsCheck.Fluent;
using Ketrew.Backends.Local;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.TestSupport;

namespace Ketrew.Backends.Tests.Local;

/// <summary>What an engine that was killed tells the next one. A journal that is just left, not closed, is what a killed engine leaves.</summary>
public sealed class AttemptJournalTests : IDisposable
{
    private static readonly JournalRecord _success =
        new(DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_123), new ResourceUsage(TimeSpan.FromMilliseconds(3), TimeSpan.FromTicks(7), 4096));

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_success_is_found_with_its_moment_and_what_it_used()
    {
        AttemptJournal killed = NewJournal();
        killed.Begin(Id(1));
        killed.End(Id(1), _success);

        Assert.True(NewJournal().TryFind(Id(1), out JournalRecord? record));
        Assert.Equal(_success, record);
    }

    [Fact]
    public void Of_what_failed_or_still_ran_only_the_beginning_is_known()
    {
        AttemptJournal killed = NewJournal();
        killed.Begin(Id(1));
        killed.Begin(Id(2));
        killed.End(Id(2), null);

        AttemptJournal next = NewJournal();
        Assert.True(next.TryFind(Id(1), out JournalRecord? running));
        Assert.True(next.TryFind(Id(2), out JournalRecord? failed));
        Assert.Equal(default(JournalRecord), running);
        Assert.Equal(default(JournalRecord), failed);
    }

    [Fact]
    public void What_never_began_is_known_not_to_have()
    {
        NewJournal().Begin(Id(1));

        Assert.True(NewJournal().TryFind(Id(2), out JournalRecord? record));
        Assert.Null(record);
    }

    [Fact]
    public void Without_a_journal_nothing_is_known() => Assert.False(NewJournal().TryFind(Id(1), out _));

    [Fact]
    public void One_of_an_earlier_life_of_the_machine_says_nothing()
    {
        AttemptJournal killed = NewJournal();
        killed.Begin(Id(1));
        killed.End(Id(1), _success);
        byte[] bytes = File.ReadAllBytes(JournalPath);
        bytes[0]++;
        File.WriteAllBytes(JournalPath, bytes);

        Assert.False(NewJournal().TryFind(Id(1), out _));
    }

    [Fact]
    public void What_an_engine_asked_for_is_known_to_the_one_after_it()
    {
        AttemptJournal killed = NewJournal();
        killed.Begin(Id(1));
        killed.Begin(Id(2));
        killed.End(Id(1), _success);
        killed.End(Id(2), _success);

        AttemptJournal second = NewJournal();
        _ = second.TryFind(Id(1), out _);
        second.Begin(Id(3));

        AttemptJournal third = NewJournal();
        Assert.True(third.TryFind(Id(1), out JournalRecord? asked));
        Assert.True(third.TryFind(Id(2), out JournalRecord? unasked));
        Assert.True(third.TryFind(Id(3), out JournalRecord? begun));
        Assert.Equal(_success, asked);
        Assert.Null(unasked);
        Assert.Equal(default(JournalRecord), begun);
    }

    [Fact]
    public void An_attempt_that_begins_anew_has_not_succeeded_yet()
    {
        AttemptJournal killed = NewJournal();
        killed.Begin(Id(1));
        killed.End(Id(1), _success);
        AttemptJournal second = NewJournal();
        _ = second.TryFind(Id(1), out _);
        second.Begin(Id(1));

        Assert.True(NewJournal().TryFind(Id(1), out JournalRecord? record));
        Assert.Equal(default(JournalRecord), record);
    }

    [Fact]
    public void Where_it_cannot_be_written_attempts_begin_and_nothing_is_claimed()
    {
        _ = _directory.Write("playgrounds", "a file where the directory should be");
        AttemptJournal killed = NewJournal();
        killed.Begin(Id(1));
        killed.End(Id(1), _success);

        Assert.False(NewJournal().TryFind(Id(1), out _));
    }

    [Fact]
    public void A_beginning_that_cannot_be_noted_leaves_no_journal_that_denies_it()
    {
        AttemptJournal killed = NewJournal();
        killed.Begin(Id(1));
        _ = Directory.CreateDirectory($"{JournalPath}.new");
        AttemptJournal second = NewJournal();

        second.Begin(Id(2));

        Assert.False(NewJournal().TryFind(Id(2), out _));
    }

    [Fact]
    public void However_many_attempts_a_run_has_the_file_stays_small()
    {
        AttemptJournal journal = NewJournal();
        journal.Begin(Id(0));
        for (int number = 1; number <= 20_000; number++)
        {
            journal.Begin(Id(number));
            journal.End(Id(number), _success);
        }

        AttemptJournal next = NewJournal();
        Assert.InRange(new FileInfo(JournalPath).Length, 1, 100_000);
        Assert.True(next.TryFind(Id(0), out JournalRecord? first));
        Assert.Equal(default(JournalRecord), first);
        Assert.True(next.TryFind(Id(19_500), out JournalRecord? late));
        Assert.Equal(_success, late);
    }

    [Fact]
    public void Whenever_the_engine_dies_the_next_one_knows_what_had_happened() =>
        Prop.ForAll<NonEmptyArray<byte>, bool>(AssertKnown).QuickCheckThrowOnFailure();

    // A step says of which attempt the journal hears, and that it ended if it is a high one.
    private static void AssertKnown(NonEmptyArray<byte> steps, bool isCutShort)
    {
        using TemporaryDirectory directory = new();
        string path = directory["local.journal"];
        AttemptJournal journal = new(path, "testhost");
        Dictionary<int, JournalRecord> expected = [];
        foreach (byte step in steps.Get)
        {
            int number = step % 16;
            if (expected.TryGetValue(number, out JournalRecord known) && known == default && step >= 128)
            {
                journal.End(Id(number), _success);
                expected[number] = _success;
            }
            else if (!expected.ContainsKey(number))
            {
                journal.Begin(Id(number));
                expected[number] = default;
            }
        }

        // A write that was cut off is not there, or is not whole.
        if (isCutShort)
        {
            using FileStream end = new(path, FileMode.Append);
            end.Write(new byte[JournalRecord.SizeInBytes - 1]);
        }

        AttemptJournal next = new(path, "testhost");
        for (int number = 0; number < 16; number++)
        {
            Assert.True(next.TryFind(Id(number), out JournalRecord? record));
            Assert.Equal(expected.TryGetValue(number, out JournalRecord known) ? known : null, record);
        }
    }

    private string JournalPath => _directory["playgrounds/local.journal"];

    private AttemptJournal NewJournal() => new(JournalPath, "testhost");

    private static AttemptId Id(int number) => new(new RunId("p", 1), new TargetId("t"), number);
}
