using System.CommandLine;
using Ketrew.CommandLine.Output;
using Ketrew.CommandLine.Projects;
using Ketrew.Engine.Storage;

namespace Ketrew.CommandLine.Verbs;

/// <summary><c>ketrew status</c>: how things stand, without looking at any file.</summary>
internal sealed class StatusVerb : Verb
{
    private readonly RunOption _run = new("Show how targets stood in that run (default: after all runs)");
    private readonly Option<bool> _all = new("--all", "-a") { Description = "Show every target, not only those that aren't done" };
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object" };

    public StatusVerb(Session session)
        : base("status", "Show the last run and how each target stands", session)
    {
        Add(_run);
        Add(_all);
        Add(_json);
        AddProjectOptions(withFile: false);
    }

    public override IReadOnlyList<(string Command, string Meaning)> Examples { get; } =
    [
        ("ketrew status", "the last run, what failed, what runs now"),
        ("ketrew status --all", "every target with its last attempt"),
        ("ketrew status --run 12", "what run 12 did"),
        ("ketrew status --json", "the same for a program"),
    ];

    protected override Task<int> RunAsync(ParseResult parsed)
    {
        ProjectLocation location = Locate(parsed);
        EnginePresence presence = new(location.Directories);
        using StateStore store = location.OpenStateToRead();
        StatusReport report = Read(parsed, store.Queries, presence);
        Terminal.Write(parsed.GetValue(_json) ? StatusJson.Of(report) : report.ToText(parsed.GetValue(_all), Session.Moments));
        return Task.FromResult(ExitCode.Done);
    }

    private StatusReport Read(ParseResult parsed, StateQueries queries, EnginePresence presence)
    {
        RunRecord? run = _run.Find(parsed, queries);
        bool isOfOneRun = parsed.GetValue(_run) is not null;
        return new StatusReport(
            run,
            run is null ? RunProgress.Over : presence.ProgressOf(run),
            isOfOneRun && run is not null ? queries.StatusesOf(run.Run) : queries.Statuses(),
            TimeProvider.System.GetUtcNow())
        {
            IsOfOneRun = isOfOneRun,
        };
    }
}
