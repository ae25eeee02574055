using System.CommandLine;
using System.Globalization;
using Ketrew.CommandLine.Output;
using Ketrew.CommandLine.Projects;
using Ketrew.Engine.Storage;
using Ketrew.Sdk;

namespace Ketrew.CommandLine.Verbs;

/// <summary><c>ketrew history</c>: the latest runs, or everything that happened to a target.</summary>
internal sealed class HistoryVerb : Verb
{
    private const int DefaultCount = 20;

    private readonly Argument<string?> _target = new("TARGET") { Description = "Show what happened to this target instead; its id", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<int?> _count = new("--count", "-n") { Description = "How many runs (default: 20)", HelpName = "N" };
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object" };

    public HistoryVerb(Session session)
        : base("history", "Show the latest runs, or what happened to a target", session)
    {
        _count.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var count }] && !int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            {
                result.AddError($"`{count}` is no number of runs");
            }
        });
        Add(_target);
        Add(_count);
        Add(_json);
        AddProjectOptions(withFile: false);
    }

    public override IReadOnlyList<(string Command, string Meaning)> Examples { get; } =
    [
        ("ketrew history", "the last 20 runs: when, how long, how they ended"),
        ("ketrew history report", "every attempt of a target, where, how long, and why it failed"),
        ("ketrew history -n 100 --json", "for a program"),
    ];

    protected override Task<int> RunAsync(ParseResult parsed)
    {
        ProjectLocation location = Locate(parsed);
        EnginePresence presence = new(location.Directories);
        using StateStore store = location.OpenStateToRead();
        Terminal.Write(parsed.GetValue(_target) is { } target
            ? Print(parsed, HistoryOf(target, store.Queries))
            : Print(parsed, Runs(parsed, store.Queries, presence)));
        return Task.FromResult(ExitCode.Done);
    }

    private static TargetHistory HistoryOf(string target, StateQueries queries)
    {
        TargetId id = new(target);
        ValueList<TransitionRecord> transitions = queries.History(id);
        return transitions.IsEmpty ? throw UnknownNames.Target(target, queries) : new TargetHistory(id, transitions, queries.Attempts(id));
    }

    private RunHistory Runs(ParseResult parsed, StateQueries queries, EnginePresence presence)
    {
        ValueList<RunRecord> runs = queries.Runs(parsed.GetValue(_count) ?? DefaultCount);
        return new RunHistory([.. runs.Select(run => (run, presence.ProgressOf(run)))], TimeProvider.System.GetUtcNow());
    }

    private string Print(ParseResult parsed, TargetHistory history) => parsed.GetValue(_json) ? history.ToJson() : history.ToText(Session.Moments);

    private string Print(ParseResult parsed, RunHistory history) => parsed.GetValue(_json) ? history.ToJson() : history.ToText(Session.Moments);
}
