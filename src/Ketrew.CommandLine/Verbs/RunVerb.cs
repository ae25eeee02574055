using System.Collections;
using System.CommandLine;
using Ketrew.Backends.Daemonize;
using Ketrew.Backends.Local;
using Ketrew.CommandLine.Output;
using Ketrew.CommandLine.Projects;
using Ketrew.Engine.Checking;
using Ketrew.Engine.Planning;
using Ketrew.Engine.Running;
using Ketrew.Engine.Storage;

namespace Ketrew.CommandLine.Verbs;

/// <summary><c>ketrew run</c>: expands the workflow and runs what isn't up to date.</summary>
internal sealed class RunVerb : Verb
{
    private readonly Argument<string[]> _targets = new("TARGETS")
    {
        Description = "Names, patterns (`src:*`), tags (`tag:nightly`) or outputs (default: the workflow's `default`)",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<int?> _jobs = new("--jobs", "-j") { Description = "How many targets run at once (default: the number of cores)", HelpName = "N" };
    private readonly Option<bool> _keepGoing = new("--keep-going", "-k") { Description = "After a failure go on with what doesn't need the failed target" };
    private readonly Option<bool> _dryRun = new("--dry-run", "-n") { Description = "Say what would run; run nothing" };
    private readonly Option<bool> _explain = new("--explain") { Description = "Say why each target runs" };
    private readonly Option<bool> _json = new("--json") { Description = "Print events as JSON, one object a line" };

    public RunVerb(Session session)
        : base("run", "Bring targets up to date", session)
    {
        _jobs.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && (!int.TryParse(result.Tokens[0].Value, out int jobs) || jobs is < 1 or > 10_000))
            {
                result.AddError($"`{result.Tokens[0].Value}` is no number of jobs: at least 1");
            }
        });
        Add(_targets);
        Add(_jobs);
        Add(_keepGoing);
        Add(_dryRun);
        Add(_explain);
        Add(_json);
        AddProjectOptions(withFile: true);
    }

    public override IReadOnlyList<(string Command, string Meaning)> Examples { get; } =
    [
        ("ketrew run", "what the workflow calls `default`, or everything"),
        ("ketrew run report 'src:*'", "one target, and all of the directory src"),
        ("ketrew run tag:nightly -k -j 8", "a tag, eight at once, going on after failures"),
        ("ketrew run --dry-run --explain", "what would run, and why"),
    ];

    protected override async Task<int> RunAsync(ParseResult parsed)
    {
        ProjectLocation location = Locate(parsed);
        if (await Workflow.LoadAsync(Session, location) is not { } workflow
            || workflow.Select(Session, parsed.GetValue(_targets) ?? []) is not { } selection)
        {
            return ExitCode.BadInput;
        }

        new ExpansionReport(Terminal).PrintNotes(workflow.Expansion);
        bool dryRun = parsed.GetValue(_dryRun);
        using StateStore store = dryRun ? location.OpenStateToRead() : location.OpenState();
        if (dryRun || parsed.GetValue(_explain))
        {
            Show(Inspection.Of(selection, store, TimeProvider.System), parsed);
        }

        return dryRun ? ExitCode.Done : await RunAsync(parsed, workflow, selection, store);
    }

    private async Task<int> RunAsync(ParseResult parsed, Workflow workflow, Selection selection, StateStore store)
    {
        using LocalBackend local = new(BaseEnvironment.Select(Variables()), Environment.MachineName, TimeProvider.System);
        DaemonizeBackend daemonize = new(
            Path.Combine(workflow.Location.StateDirectory, "playgrounds"), BaseEnvironment.Select(Variables()), Environment.MachineName, TimeProvider.System);
        RunEngine engine = new(store, [local, daemonize], TimeProvider.System);
        RunControl control = new();
        await using CancellationTokenRegistration stopping = Session.Signals.Stop.Register(control.Stop);
        await using CancellationTokenRegistration killing = Session.Signals.Kill.Register(control.Kill);
        RunOptions options = new() { Jobs = parsed.GetValue(_jobs) ?? Environment.ProcessorCount, KeepGoing = parsed.GetValue(_keepGoing) };
        Task<RunSummary> Start(IRunObserver observer) => engine.RunAsync(selection, options, observer, control);
        bool json = parsed.GetValue(_json);
        RunSummary summary = json ? await Start(new JsonRunDisplay(Terminal))
            : Terminal.IsInteractive ? await LiveDisplay(store, workflow, options.Jobs).WatchAsync(Start)
            : await Start(new PlainRunDisplay(Terminal));
        if (!json)
        {
            new SummaryPrinter(Terminal, workflow).Print(summary, selection);
        }

        return summary switch
        {
            { IsStopped: true, IsSuccess: false } => ExitCode.Interrupted,
            { IsSuccess: true } => ExitCode.Done,
            _ => ExitCode.Failed,
        };
    }

    private LiveRunDisplay LiveDisplay(StateStore store, Workflow workflow, int jobs) =>
        new(Terminal, TimeProvider.System, new RemainingTime(store.ExpectedDurations(workflow.Graph), jobs));

    private void Show(Inspection inspection, ParseResult parsed)
    {
        InspectionPrinter printer = new(Terminal);
        if (parsed.GetValue(_json))
        {
            printer.PrintJson(inspection);
        }
        else
        {
            printer.Print(inspection, parsed.GetValue(_explain));
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> Variables() => Environment.GetEnvironmentVariables()
        .Cast<DictionaryEntry>()
        .Select(entry => KeyValuePair.Create((string)entry.Key, (string?)entry.Value ?? ""));
}
