using System.CommandLine;
using System.CommandLine.Parsing;
using Ketrew.CommandLine.Output;
using Ketrew.CommandLine.Projects;
using Ketrew.Engine.Running;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.CommandLine.Verbs;

/// <summary><c>ketrew kill</c>: ends what runs, whoever runs it, and says what became of it.</summary>
internal sealed class KillVerb : Verb
{
    private readonly Argument<string[]> _targets = new("TARGETS") { Description = "Names, patterns (`src:*`), tags (`tag:nightly`) or outputs", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<bool> _run = new("--run") { Description = "The run that goes on here; without one, what the last run left running" };
    private readonly Option<bool> _all = new("--all") { Description = "That, and what all runs before left running" };
    private readonly Option<bool> _force = new("--force") { Description = "KILL at once (default: TERM, and KILL after 5 s)" };
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object per target" };

    public KillVerb(Session session)
        : base("kill", "End what runs, and say what became of it", session)
    {
        Add(_targets);
        Add(_run);
        Add(_all);
        Add(_force);
        Add(_json);
        AddProjectOptions(withFile: true);
        Validators.Add(CheckWhat);
    }

    public override IReadOnlyList<(string Command, string Meaning)> Examples { get; } =
    [
        ("ketrew kill fetch", "one target; what needs it is blocked, the rest of the run goes on"),
        ("ketrew kill --run", "the run that goes on here, in the background or elsewhere"),
        ("ketrew kill --all --force", "also what runs on without it, and no time to clean up"),
    ];

    protected override async Task<int> RunAsync(ParseResult parsed)
    {
        ProjectLocation location = LocateState(parsed);
        KillStrength strength = parsed.GetValue(_force) ? KillStrength.Kill : KillStrength.Terminate;
        ProjectKiller killer = new(Session, location, strength);
        if (parsed.GetValue(_targets) is not { Length: > 0 } names)
        {
            return Report(await killer.KillRunAsync(parsed.GetValue(_all)), parsed);
        }

        return await new KnownTargets(Session, location).FindAsync(names) is { } targets
            ? Report(await killer.KillAsync(targets), parsed)
            : ExitCode.BadInput;
    }

    private void CheckWhat(CommandResult result)
    {
        bool hasTargets = result.GetResult(_targets)?.Tokens.Count > 0;
        int ways = (hasTargets ? 1 : 0) + (result.GetValue(_run) ? 1 : 0) + (result.GetValue(_all) ? 1 : 0);
        if (ways != 1)
        {
            result.AddError(ways == 0 ? "nothing was named: targets, `--run` or `--all`" : "targets, `--run` and `--all` exclude each other");
        }
    }

    private int Report(ValueList<KillReport> reports, ParseResult parsed)
    {
        bool isJson = parsed.GetValue(_json);
        int width = reports.IsEmpty ? 0 : reports.Max(report => report.Target.Value.Length);
        foreach (KillReport report in reports)
        {
            Terminal.Print(isJson ? JsonLine.Of(writer => KillText.Write(writer, report)) : KillText.Line(report, width));
        }

        if (reports.IsEmpty && !isJson)
        {
            Terminal.Print("nothing was running");
        }

        string[] survivors = [.. reports.Where(report => report.Outcome is KillOutcome.Unconfirmed).Select(report => Shell.Quote(report.Target.Value))];
        if (survivors.Length == 0)
        {
            return ExitCode.Done;
        }

        Terminal.PrintError($"{StateText.Count(survivors.Length, "target")} may still run", Advice(survivors, parsed));
        return ExitCode.Failed;
    }

    private string Advice(string[] survivors, ParseResult parsed)
    {
        if (parsed.GetValue(_force))
        {
            return $"`ketrew history {survivors[0]}` tells where it runs; it is not forgotten, so try again";
        }

        string what = parsed.GetValue(_targets) is { Length: > 0 } ? string.Join(' ', survivors) : parsed.GetValue(_all) ? "--all" : "--run";
        return $"ketrew kill --force {what}";
    }
}
