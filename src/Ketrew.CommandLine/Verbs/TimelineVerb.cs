using System.CommandLine;
using System.Text;
using Ketrew.CommandLine.Output;
using Ketrew.CommandLine.Projects;
using Ketrew.CommandLine.Timelines;
using Ketrew.Engine.Storage;

namespace Ketrew.CommandLine.Verbs;

/// <summary><c>ketrew timeline</c>: what ran when and where, and what made a run as long as it was.</summary>
internal sealed class TimelineVerb : Verb
{
    private readonly RunOption _run = new("Which run (default: the last one)");
    private readonly Option<string> _format = new("--format") { Description = "text, html or trace (default: text)", HelpName = "FORMAT", DefaultValueFactory = _ => "text" };
    private readonly Option<string?> _output = new("--output", "-o") { Description = "Write there (default: standard output)", HelpName = "FILE" };

    public TimelineVerb(Session session)
        : base("timeline", "Show what ran when, and what made a run as long as it was", session)
    {
        _format.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: not ("text" or "html" or "trace") and var format }])
            {
                result.AddError($"`{format}` is no format: `text`, `html` or `trace`");
            }
        });
        Add(_run);
        Add(_format);
        Add(_output);
        AddProjectOptions(withFile: false);
    }

    public override IReadOnlyList<(string Command, string Meaning)> Examples { get; } =
    [
        ("ketrew timeline", "the longest path through the last run, as a table"),
        ("ketrew timeline --format html -o run.html", "the whole run, for a browser"),
        ("ketrew timeline --run 12 --format trace -o run.json", "for ui.perfetto.dev"),
    ];

    protected override Task<int> RunAsync(ParseResult parsed)
    {
        ProjectLocation location = Locate(parsed);
        EnginePresence presence = new(location.Directories);
        using StateStore store = location.OpenStateToRead();
        RunRecord run = _run.Find(parsed, store.Queries) ?? throw new InputException("nothing was run yet", "ketrew run");
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        RunTimeline timeline = RunTimeline.Of(run, presence.ProgressOf(run), store.Queries.Timeline(run.Run), now);
        Write(parsed, parsed.GetValue(_format) switch
        {
            "html" => Encoding.UTF8.GetBytes(TimelinePage.Of(timeline, location.Root, now)),
            "trace" => TimelineTrace.Of(timeline),
            _ => Encoding.UTF8.GetBytes(TimelineText.Of(timeline, now, Session.Moments)),
        });
        return Task.FromResult(ExitCode.Done);
    }

    private void Write(ParseResult parsed, ReadOnlyMemory<byte> content)
    {
        if (parsed.GetValue(_output) is { } path)
        {
            File.WriteAllBytes(path, content.Span);
            Terminal.PrintNote($"wrote {path}");
        }
        else
        {
            Terminal.Write(Encoding.UTF8.GetString(content.Span));
        }
    }
}
