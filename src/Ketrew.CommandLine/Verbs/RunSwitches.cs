using System.CommandLine;
using System.CommandLine.Parsing;

namespace Ketrew.CommandLine.Verbs;

/// <summary>The options of every verb that runs targets.</summary>
internal sealed class RunSwitches
{
    /// <summary>Typed by nobody: tells the process in the background that it is the one, and which process started it.</summary>
    public const string StarterOption = "--started-by";

    private readonly Option<int?> _jobs = new("--jobs", "-j") { Description = "How many targets run at once (default: the number of cores)", HelpName = "N" };
    private readonly Option<bool> _keepGoing = new("--keep-going", "-k") { Description = "After a failure go on with what doesn't need the failed target" };
    private readonly Option<bool> _dryRun = new("--dry-run", "-n") { Description = "Say what would run; run nothing" };
    private readonly Option<bool> _explain = new("--explain") { Description = "Say why each target runs" };
    private readonly Option<bool> _detach = new("--detach", "-d") { Description = "Go on in the background, without this terminal" };
    private readonly Option<int?> _starter = new(StarterOption) { Hidden = true };
    private readonly Option<bool> _json = new("--json") { Description = "Print events as JSON, one object a line" };

    public RunSwitches() => _jobs.Validators.Add(result =>
    {
        if (result.Tokens.Count == 1 && (!int.TryParse(result.Tokens[0].Value, out int jobs) || jobs is < 1 or > 10_000))
        {
            result.AddError($"`{result.Tokens[0].Value}` is no number of jobs: at least 1");
        }
    });

    /// <summary>Lets a verb take them.</summary>
    public void AddTo(Command verb)
    {
        verb.Add(_jobs);
        verb.Add(_keepGoing);
        verb.Add(_dryRun);
        verb.Add(_explain);
        verb.Add(_detach);
        verb.Add(_starter);
        verb.Add(_json);
    }

    /// <summary>True when this process was asked to run nothing.</summary>
    public bool RunsNothingHere(CommandResult result) => result.GetValue(_dryRun) || result.GetValue(_detach);

    /// <summary>What was typed.</summary>
    public RunManner Read(ParseResult parsed) => new()
    {
        Jobs = parsed.GetValue(_jobs) ?? Environment.ProcessorCount,
        KeepsGoing = parsed.GetValue(_keepGoing),
        IsDry = parsed.GetValue(_dryRun),
        Explains = parsed.GetValue(_explain),
        Detaches = parsed.GetValue(_detach),
        StartedBy = parsed.GetValue(_starter),
        IsJson = parsed.GetValue(_json),
    };
}
