using System.CommandLine;
using Ketrew.CommandLine.Watching;

namespace Ketrew.CommandLine.Verbs;

/// <summary><c>ketrew run</c>: expands the workflow and runs what isn't up to date.</summary>
internal sealed class RunVerb : Verb
{
    private readonly Argument<string[]> _targets = new("TARGETS")
    {
        Description = "Names, patterns (`src:*`), tags (`tag:nightly`) or outputs (default: the workflow's `default`)",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly RunSwitches _switches = new();
    private readonly Option<bool> _watch = new("--watch", "-w") { Description = "Go on: run again whenever a file changes" };

    public RunVerb(Session session)
        : base("run", "Bring targets up to date", session)
    {
        Add(_targets);
        _switches.AddTo(this);
        Add(_watch);
        Validators.Add(result =>
        {
            if (result.GetValue(_watch) && _switches.RunsNothingHere(result))
            {
                result.AddError("`--watch` runs targets here: not with `--dry-run` or `--detach`");
            }
        });
        AddWorkflowOptions();
    }

    public override IReadOnlyList<(string Command, string Meaning)> Examples { get; } =
    [
        ("ketrew run", "what the workflow calls `default`, or everything"),
        ("ketrew run report 'src:*'", "one target, and all of the directory src"),
        ("ketrew run tag:nightly -k -j 8", "a tag, eight at once, going on after failures"),
        ("ketrew run --dry-run --explain", "what would run, and why"),
        ("ketrew run --detach", "in the background; `ketrew run` brings it back"),
        ("ketrew run --watch tests", "and again after each edit, until Ctrl-C"),
    ];

    protected override Task<int> RunAsync(ParseResult parsed)
    {
        string[] names = parsed.GetValue(_targets) ?? [];
        RunManner manner = _switches.Read(parsed);
        return parsed.GetValue(_watch)
            ? new WatchLoop(Session, Locate(parsed).Root).RunAsync(waking => RunAsync(parsed, names, manner with { Waking = waking }))
            : RunAsync(parsed, names, manner with { Key = KeyOf(parsed, names) });
    }

    private Task<int> RunAsync(ParseResult parsed, string[] names, RunManner manner) => new RunRounds(Session, RoundsOf(parsed), manner).RunAsync(
        names,
        workflow => workflow.Select(Session, names) is { } selection ? _ => new RunChoice(selection, []) : null);
}
