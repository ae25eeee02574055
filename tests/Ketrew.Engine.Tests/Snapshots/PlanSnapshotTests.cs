using System.Diagnostics.CodeAnalysis;
using Ketrew.Engine.Fingerprints;
using Ketrew.Engine.Snapshots;

namespace Ketrew.Engine.Tests.Snapshots;

[SuppressMessage("Security", "CA5394", Justification = "It is damage, not a secret.")]
public sealed class PlanSnapshotTests : IDisposable
{
    // When nothing that was written just now is young any more; and when everything is too young to be trusted.
    private static readonly TimeProvider _later = new ShiftedClock(TimeSpan.FromHours(1));
    private static readonly TimeProvider _earlier = new ShiftedClock(TimeSpan.FromHours(-1));

    private readonly SnapshotProject _project = new();

    public static TheoryData<string> Fields => [.. new[] { "kind", "size", "modified", "changed", "inode" }];

    public static TheoryData<string, string> Changes => new()
    {
        { "the content grows", "echo >> file" },
        { "the content changes and the time is put back", "touch -r file t; printf CONTENT > file; touch -r t file" },
        { "the time changes", "touch -d '2001-01-01' file" },
        { "the mode changes", "chmod u+x file" },
        { "the file is another one of the same time and size", "cp -p file g; mv g file" },
        { "the file is gone", "rm file" },
        { "the file is a link to itself as it was", "mv file g; ln -s g file" },
        { "the file is a directory", "rm file; mkdir file" },
        { "the link leads somewhere else", "ln -sfn dir/one link" },
        { "the link is a file", "rm link; echo > link" },
        { "there is what was not there", "echo > none" },
        { "a name is new", "echo > dir/three" },
        { "a name is gone", "rm dir/one" },
        { "a file has become a directory", "rm dir/one; mkdir dir/one" },
        { "the directory is gone", "rm -r dir" },
        { "the state is another one", "echo >> .ketrew/state.db" },
        { "the state has been put back", "cp -p .ketrew/state.db old; mv old .ketrew/state.db" },
        { "the state goes on elsewhere", "echo > .ketrew/state.db-wal" },
    };

    public void Dispose() => _project.Dispose();

    [Fact]
    public void What_is_as_it_was_is_answered()
    {
        _project.Take(_later);

        Assert.Equal("1 up to date\n", _project.Answer());
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void What_has_changed_is_not_answered(string what, string change)
    {
        _project.Take(_later);

        Shell(change);

        Assert.True(_project.Answer() is null, what);
    }

    [Fact]
    public void A_directory_whose_time_alone_has_changed_holds_what_it_held()
    {
        _project.Take(_later);

        Shell("echo > dir/three; rm dir/three");

        Assert.NotNull(_project.Answer());
    }

    [Fact]
    public void What_a_link_in_a_directory_leads_to_counts_though_the_directory_stays()
    {
        Shell("ln -s ../far dir/link");
        _project.Take(_later);
        Assert.NotNull(_project.Answer());

        Shell("echo > far");

        Assert.Null(_project.Answer());
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public void Every_recorded_field_counts(string field)
    {
        _project.Take(_later);

        _project.Forge(bytes =>
        {
            Span<PathEntry> entries = SnapshotProject.EntriesOf(bytes);
            ref PathEntry entry = ref entries[IndexOfFile(entries)];
            switch (field)
            {
                case "kind": entry.Kind = (byte)FileKind.Executable; break;
                case "size": entry.Size++; break;
                case "modified": entry.Modified++; break;
                case "changed": entry.Changed++; break;
                default: entry.Inode++; break;
            }
        });

        Assert.Null(_project.Answer());
    }

    [Fact]
    public void Of_a_young_file_the_content_counts()
    {
        File.Delete(_project["link"]);
        _project.Take(_earlier);
        Assert.NotNull(_project.Answer());

        _project.Forge(bytes =>
        {
            foreach (ref byte mark in SnapshotProject.DigestsOf(bytes))
            {
                mark ^= 1;
            }
        });

        Assert.Null(_project.Answer());
    }

    [Fact]
    public void A_young_file_that_holds_something_else_by_now_makes_no_snapshot()
    {
        File.Delete(_project["link"]);
        _project.Take(_earlier, content: "CONTENT");

        Assert.False(File.Exists(_project.Path));
    }

    [Fact]
    public void A_young_file_of_the_workflow_makes_no_snapshot()
    {
        File.Delete(_project["link"]);
        File.Delete(_project.Path);
        _project.Take(_earlier, see: draft => draft.LookAtFile(_project["file"]));

        Assert.False(File.Exists(_project.Path));
    }

    [Fact]
    public void What_no_path_tells_makes_no_snapshot()
    {
        _project.Take(_later, see: draft => draft.Refuse());

        Assert.False(File.Exists(_project.Path));
    }

    [Fact]
    public void What_changes_while_it_is_looked_at_makes_no_snapshot()
    {
        _project.Take(_later, see: draft =>
        {
            draft.LookAtFile(_project["file"]);
            Shell("echo >> file");
            draft.LookAtFile(_project["file"]);
        });

        Assert.False(File.Exists(_project.Path));
    }

    [Fact]
    public void Variables_count_those_that_are_unset_too()
    {
        _project.Take(_later);
        Assert.NotNull(_project.Answer());

        _project.Variables["UNSET"] = "";
        Assert.Null(_project.Answer());

        _ = _project.Variables.Remove("UNSET");
        _project.Variables["SET"] = "other";
        Assert.Null(_project.Answer());
    }

    [Fact]
    public void The_values_of_variables_are_not_kept()
    {
        _project.Variables["SET"] = "hunter2";

        _project.Take(_later);

        Assert.DoesNotContain("hunter2", File.ReadAllText(_project.Path), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_question_is_not_answered()
    {
        _project.Take(_later);
        SnapshotKey key = _project.Key;

        Assert.All(
            (SnapshotKey[])
            [
                key with { Program = "test2" }, key with { File = "other.yaml" }, key with { CacheDirectory = "/other" }, key with { IsLocked = true },
                key with { RequiredSandbox = 1 }, key with { Names = [] }, key with { Names = ["a", "b"] }, key with { Names = ["b"] },
            ],
            other => Assert.Null(_project.Answer(other)));
    }

    [Fact]
    public void A_damaged_or_cut_file_is_none()
    {
        _project.Take(_later);
        byte[] whole = File.ReadAllBytes(_project.Path);
        for (int i = 0; i < whole.Length; i++)
        {
            byte[] damaged = [.. whole];
            damaged[i] ^= (byte)(1 << (i % 8));
            File.WriteAllBytes(_project.Path, damaged);
            Assert.Null(_project.Answer());

            File.WriteAllBytes(_project.Path, whole[..i]);
            Assert.Null(_project.Answer());
        }
    }

    [Fact]
    public void A_file_that_somebody_made_up_breaks_nothing()
    {
        _project.Take(_later);
        byte[] whole = File.ReadAllBytes(_project.Path);
        Random random = new(7);
        for (int i = 0; i < 2000; i++)
        {
            File.WriteAllBytes(_project.Path, whole);
            _project.Forge(bytes => random.NextBytes(bytes.AsSpan(random.Next(bytes.Length - 8), random.Next(1, 9))));

            // Whatever it says: it is said, not crashed.
            _ = _project.Answer();
        }
    }

    private static int IndexOfFile(ReadOnlySpan<PathEntry> entries)
    {
        int index = 0;
        while (entries[index] is not { Rule: PathRule.Status, Kind: (byte)FileKind.File, Size: 7 })
        {
            index++;
        }

        return index;
    }

    private void Shell(string script)
    {
        using System.Diagnostics.Process process = System.Diagnostics.Process.Start(
            new System.Diagnostics.ProcessStartInfo("/bin/sh", ["-ec", script]) { WorkingDirectory = Path.GetDirectoryName(_project["file"]) })!;
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    private sealed class ShiftedClock(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
    }
}
