using System.CommandLine;
using Ketrew.CommandLine.Output;
using Ketrew.Engine.Storage;

namespace Ketrew.CommandLine.Verbs;

/// <summary><c>ketrew status</c>: how things stand, without looking at any file.</summary>
internal sealed class StatusVerb : Verb
{
    private readonly Option<bool> _all = new("--all", "-a") { Description = "Show every target, not only those that aren't done" };
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object" };

    public StatusVerb(Session session)
        : base("status", "Show the last run and how each target stands", session)
    {
        Add(_all);
        Add(_json);
        AddProjectOptions(withFile: false);
    }

    public override IReadOnlyList<(string Command, string Meaning)> Examples { get; } =
    [
        ("ketrew status", "the last run, what failed, what runs now"),
        ("ketrew status --all", "every target with its last attempt"),
        ("ketrew status --json", "the same for a program"),
    ];

    protected override Task<int> RunAsync(ParseResult parsed)
    {
        using StateStore store = Locate(parsed).OpenStateToRead();
        StatusReport report = StatusReport.Of(store.Queries);
        Terminal.Write(parsed.GetValue(_json) ? report.ToJson() : report.ToText(parsed.GetValue(_all)));
        return Task.FromResult(ExitCode.Done);
    }
}
