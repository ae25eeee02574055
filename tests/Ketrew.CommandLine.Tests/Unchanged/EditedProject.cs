using Ketrew.CommandLine.Output;
using Ketrew.CommandLine.Projects;
using Ketrew.CommandLine.Unchanged;
using Ketrew.Engine.Checking;
using Ketrew.Engine.Planning;
using Ketrew.Engine.Snapshots;
using Ketrew.Engine.Storage;
using Ketrew.Expander.Hosting;
using Ketrew.Expander.Observations;
using Ketrew.TestSupport;

namespace Ketrew.CommandLine.Tests.Unchanged;

/// <summary>A project with something of everything that a run looks at, run in this process, and edited in ways that are easily missed.</summary>
internal sealed class EditedProject : IDisposable
{
    private const int MostRuns = 100;

    private static readonly string[] _workflows =
    [
        """
        ketrew: 1
        directories: ["parts/*"]
        stanzas:
          - include: more.yaml
          - target: { name: all, run: "cat src/*.txt > all.out", inputs: ["src/*.txt", "!src/no*"], outputs: [all.out] }
          - target: { name: tree, run: "mkdir -p tree/deep && cp all.out tree/deep/a && ln -sf a tree/deep/b", inputs: [all.out], outputs: [tree] }
          - target: { name: count, run: "find tree lib | sort > count.out; cat linked >> count.out", inputs: [tree, lib, linked], outputs: [count.out] }
          - group: { name: both, needs: [tree, more] }
          - target: { name: after, run: "cat count.out > after.out", inputs: [count.out], needs: [both], outputs: [after.out] }
          - group: { name: last, needs: [after, count, both] }
        """,
        """
        ketrew: 1
        directories: ["parts/*"]
        stanzas:
          - include: more.yaml
          - target: { name: all, run: "cat src/*.txt >> all.out", inputs: ["src/*.txt"], outputs: [all.out] }
        """,
        """
        ketrew: 1
        directories: ["parts/*"]
        stanzas:
          - include: more.yaml
          - target: { name: two, run: "cp all.out two.out", inputs: ["a*.out"], outputs: [two.out] }
          - target: { name: all, run: "cat src/a.txt > all.out", inputs: ["src/a.txt"], outputs: [all.out] }
          - target: { name: each, run: "date > each.out", always: true, outputs: [each.out] }
        """,
    ];

    private readonly TemporaryDirectory _directory = new();
    private readonly StopSignals _signals = new();

    /// <summary>What may be edited: files, directories, links, and what targets write.</summary>
    public static readonly string[] Paths =
    [
        "src/a.txt", "src/b.txt", "src/no.txt", "lib/x", "lib/sub/y", "linked", "real", "more.yaml", "workflow.yaml", "parts/p/workflow.yaml",
        "all.out", "tree/deep/a", "tree/deep/b", "count.out", "more.out", "parts/p/p.out", "src", "lib/sub", "tree/deep", "parts/p", "src/new.txt", "unread",
    ];

    public EditedProject()
    {
        Directory.CreateDirectory(_directory["lib/sub"]);
        foreach (string file in (string[])["src/a.txt", "src/b.txt", "src/no.txt", "lib/x", "lib/sub/y", "real"])
        {
            _ = _directory.Write(file, file);
        }

        File.CreateSymbolicLink(_directory["linked"], "real");
        UseWorkflow(0);
        _ = _directory.Write("more.yaml", "stanzas:\n  - target: { name: more, run: echo more > more.out, outputs: [more.out] }\n");
        _ = _directory.Write("parts/p/workflow.yaml", "stanzas:\n  - target: { name: p, run: echo p > p.out, outputs: [p.out] }\n");
    }

    public string FullPath => _directory.FullPath;

    public string this[string relative] => _directory[relative];

    public string SnapshotPath => this[".ketrew/plan.bin"];

    private ProjectLocation Location => ProjectLocation.Beside(this["workflow.yaml"]);

    public void Dispose()
    {
        _signals.Dispose();
        _directory.Dispose();
    }

    /// <summary>Writes one of a few workflows.</summary>
    public void UseWorkflow(int number) => _ = _directory.Write("workflow.yaml", _workflows[number % _workflows.Length]);

    /// <summary>Runs the program in this process.</summary>
    public Task<int> RunAsync(params string[] arguments) => KetrewApplication.RunAsync([.. arguments, "-C", FullPath], [], []);

    /// <summary>What a run would say without looking further than the status of files; null when it has to.</summary>
    public byte[]? Answer(params string[] names) =>
        PlanSnapshot.TryAnswer(RunKey.Of(Location, isLocked: false, SandboxLevel.Sources, [.. names]), Environment.GetEnvironmentVariable, threads: 2);

    /// <summary>True when a run that looks at everything would do nothing.</summary>
    public async Task<bool> IsUpToDateAsync() => await WouldRunAsync() is [];

    /// <summary>What a run that looks at everything would do, or may come to do; null when it would say that something is wrong.</summary>
    public async Task<string[]?> WouldRunAsync()
    {
        Session session = new(Terminal.OfProcess(), _signals, []);
        session.Terminal.HoldNotes();
        Workflow? workflow = await Workflow.ExpandAsync(session, Location, isLocked: false, SandboxLevel.Sources, MadeTargets.None);
        if (workflow is null || !File.Exists(Location.Directories.DatabasePath) || workflow.Select(session, []) is not Selection selection)
        {
            return null;
        }

        using StateStore store = Location.OpenStateToRead();
        return OpenTargets(Inspection.Of(selection, store, TimeProvider.System));
    }

    /// <summary>What a run would do, or may come to do, that looks only at what changed files concern; null when it has to look further.</summary>
    public string[]? PartThatWouldRun()
    {
        using PlanSnapshot? snapshot = PlanSnapshot.TryOpen(RunKey.Of(Location, isLocked: false, SandboxLevel.Sources, []), Environment.GetEnvironmentVariable);
        if (snapshot?.Look(threads: 2) is not SnapshotVerdict.FilesChanged || snapshot.FindPart() is not { } part || !part.Graph.TrySelect([], out Selection? selection, out _))
        {
            return null;
        }

        using StateStore store = Location.OpenStateToRead();
        return OpenTargets(Inspection.Of(selection, store, TimeProvider.System, part));
    }

    private static string[] OpenTargets(Inspection inspection) =>
        [.. inspection.Selection.Targets.Where(target => inspection.OutlookOf(target) is Outlook.WouldRun or Outlook.MayRun).Select(target => inspection.Selection.Graph[target].Id.Value).Order(StringComparer.Ordinal)];

    /// <summary>Runs until a run is answered from what the one before saw: files that were written a moment ago are not trusted at first.</summary>
    /// <returns>False when that never happened.</returns>
    public async Task<bool> SettleAsync()
    {
        for (int i = 0; i < MostRuns; i++)
        {
            if (Answer() is not null)
            {
                return true;
            }

            await RunAsync("run");
        }

        return false;
    }
}
