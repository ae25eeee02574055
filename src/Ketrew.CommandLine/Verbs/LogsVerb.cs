using System.CommandLine;
using Ketrew.CommandLine.Output;
using Ketrew.Engine.Storage;
using Ketrew.Sdk;

namespace Ketrew.CommandLine.Verbs;

/// <summary><c>ketrew logs</c>: what a target printed.</summary>
internal sealed class LogsVerb : Verb
{
    private readonly Argument<string> _target = new("TARGET") { Description = "The target's id" };
    private readonly Option<bool> _path = new("--path") { Description = "Print where the log is instead of what is in it" };

    public LogsVerb(Session session)
        : base("logs", "Show what a target printed in its last attempt", session)
    {
        Add(_target);
        Add(_path);
        AddProjectOptions(withFile: false);
    }

    public override IReadOnlyList<(string Command, string Meaning)> Examples { get; } =
    [
        ("ketrew logs report", "the whole log, to standard output"),
        ("less \"$(ketrew logs --path report)\"", "in a pager"),
    ];

    protected override Task<int> RunAsync(ParseResult parsed)
    {
        string id = parsed.GetValue(_target) ?? "";
        using StateStore store = Locate(parsed).OpenStateToRead();
        AttemptRecord attempt = store.Queries.LastAttempt(new TargetId(id)) ?? throw UnknownNames.Target(id, store.Queries);
        if (parsed.GetValue(_path))
        {
            Terminal.Print(attempt.LogPath);
            return Task.FromResult(ExitCode.Done);
        }

        Print(attempt);
        return Task.FromResult(ExitCode.Done);
    }

    private void Print(AttemptRecord attempt)
    {
        string ended = attempt.Duration is { } duration ? $", {StateText.Describe(duration)}" : "";
        Terminal.PrintNote(Terminal.Paint(Tone.Quiet, $"# run {attempt.Id.Run.Number}, attempt {attempt.Id.Number}, {StateText.Name(attempt.State)}{ended}: {(File.Exists(attempt.LogPath) ? attempt.LogPath : "it printed nothing")}"));
        if (!File.Exists(attempt.LogPath))
        {
            return;
        }

        using FileStream log = new(attempt.LogPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        Terminal.Write(log);
    }
}
