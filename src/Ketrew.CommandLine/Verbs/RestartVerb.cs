using System.CommandLine;
using System.CommandLine.Parsing;
using Ketrew.CommandLine.Output;
using Ketrew.Engine.Planning;

namespace Ketrew.CommandLine.Verbs;

/// <summary><c>ketrew restart</c>: runs targets again, or what did not succeed.</summary>
internal sealed class RestartVerb : Verb
{
    private const int ShownLimit = 10;

    private readonly Argument<string[]> _targets = new("TARGETS") { Description = "Names, patterns (`src:*`), tags (`tag:nightly`) or outputs", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<bool> _failed = new("--failed") { Description = "What did not succeed in the last run, and only that" };
    private readonly RunSwitches _switches = new();

    public RestartVerb(Session session)
        : base("restart", "Run targets again, though they are done, with what needs them", session)
    {
        Add(_targets);
        Add(_failed);
        _switches.AddTo(this);
        AddWorkflowOptions();
        Validators.Add(CheckWhat);
    }

    public override IReadOnlyList<(string Command, string Meaning)> Examples { get; } =
    [
        ("ketrew restart fetch", "once more, and everything made from it"),
        ("ketrew restart --failed", "what failed, was killed or was kept from running; nothing that is done"),
        ("ketrew restart fetch --dry-run", "what that would run"),
    ];

    protected override Task<int> RunAsync(ParseResult parsed)
    {
        RunManner manner = _switches.Read(parsed);
        string[] names = parsed.GetValue(_targets) ?? [];
        bool failedOnly = parsed.GetValue(_failed);
        return new RunRounds(Session, RoundsOf(parsed), manner).RunAsync([], workflow =>
        {
            Restart restart = new(workflow.Graph);
            return workflow.Select(Session, names) is not { } named ? null : store => failedOnly
                ? Tell("running what did not succeed", restart.OfFailed(store), manner)
                : Tell("running again", restart.Of(named.Roots, store), manner);
        });
    }

    private void CheckWhat(CommandResult result)
    {
        bool hasTargets = result.GetResult(_targets)?.Tokens.Count > 0;
        if (hasTargets == result.GetValue(_failed))
        {
            result.AddError(hasTargets ? "targets and `--failed` exclude each other" : "nothing was named: targets or `--failed`");
        }
    }

    private RunChoice? Tell(string what, RunChoice? choice, RunManner manner)
    {
        string[] ids = choice is null ? [] : Names(choice.Selection);
        if (manner.IsJson)
        {
            Terminal.Print(JsonLine.Of(writer =>
            {
                writer.WriteString("event", "restarting");
                JsonLine.WriteList(writer, "targets", ids);
            }));
        }
        else if (choice is null)
        {
            Terminal.Print("nothing failed in the last run");
        }
        else
        {
            string more = ids.Length > ShownLimit ? $" and {ids.Length - ShownLimit} more" : "";
            Terminal.PrintNote($"{what}: {string.Join(", ", ids.Take(ShownLimit))}{more}");
        }

        return choice;
    }

    // In the order in which they may run.
    private static string[] Names(Selection selection)
    {
        HashSet<int> roots = [.. selection.Roots];
        return [.. selection.Targets.Where(roots.Contains).Select(target => selection.Graph[target].Id.Value)];
    }
}
