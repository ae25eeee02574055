using System.CommandLine;

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

    public RunVerb(Session session)
        : base("run", "Bring targets up to date", session)
    {
        Add(_targets);
        _switches.AddTo(this);
        AddWorkflowOptions();
    }

    public override IReadOnlyList<(string Command, string Meaning)> Examples { get; } =
    [
        ("ketrew run", "what the workflow calls `default`, or everything"),
        ("ketrew run report 'src:*'", "one target, and all of the directory src"),
        ("ketrew run tag:nightly -k -j 8", "a tag, eight at once, going on after failures"),
        ("ketrew run --dry-run --explain", "what would run, and why"),
        ("ketrew run --detach", "in the background; `ketrew run` brings it back"),
    ];

    protected override Task<int> RunAsync(ParseResult parsed)
    {
        string[] names = parsed.GetValue(_targets) ?? [];
        return new RunRounds(Session, RoundsOf(parsed), _switches.Read(parsed)).RunAsync(
            names,
            workflow => workflow.Select(Session, names) is { } selection ? _ => new RunChoice(selection, []) : null);
    }
}
