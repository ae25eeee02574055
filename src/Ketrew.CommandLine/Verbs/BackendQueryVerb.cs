using System.CommandLine;
using Ketrew.CommandLine.Output;
using Ketrew.CommandLine.Projects;
using Ketrew.Engine.Storage;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.CommandLine.Verbs;

/// <summary><c>ketrew backend query</c>: what the backend of a target can tell about its last attempt.</summary>
internal sealed class BackendQueryVerb : Verb
{
    private readonly Argument<string> _target = new("TARGET") { Description = "The target's id" };
    private readonly Argument<string?> _query = new("NAME") { Description = "What to ask: `job`, `stderr`, `process-tree`, … (default: say what can be asked)", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object" };

    public BackendQueryVerb(Session session)
        : base("query", "Ask what runs a target about its last attempt", session)
    {
        Add(_target);
        Add(_query);
        Add(_json);
        AddProjectOptions(withFile: false);
    }

    public override IReadOnlyList<(string Command, string Meaning)> Examples { get; } =
    [
        ("ketrew backend query align", "what can be asked"),
        ("ketrew backend query align job", "what the scheduler knows of it"),
        ("ketrew backend query align script", "what is run, with all variables"),
    ];

    protected override async Task<int> RunAsync(ParseResult parsed)
    {
        ProjectLocation location = LocateState(parsed);
        string id = parsed.GetValue(_target) ?? "";
        AttemptRecord attempt = FindAttempt(location, id);
        await using ProjectBackends backends = await ProjectBackends.RememberedAsync(Session, location, [attempt.Backend]);
        IBackend backend = backends.Find(attempt.Backend) ?? throw new KetrewException($"`{id}` ran on `{attempt.Backend}`, and nothing here says what that is.");
        if (parsed.GetValue(_query) is not { } query)
        {
            Terminal.Write(QueryText.List(backend.Queries, parsed.GetValue(_json)));
            return ExitCode.Done;
        }

        Check(backend, query);
        QueriedAttempt queried = new(new AttemptReference(attempt.Id, attempt.Handle), attempt.LogPath, location.Root);
        QueryAnswer answer = await backend.QueryAsync(queried, query, Session.Signals.Stop);
        Terminal.Write(parsed.GetValue(_json) ? QueryText.ToJson(id, query, answer) : QueryText.ToText(answer));
        return ExitCode.Done;
    }

    private static AttemptRecord FindAttempt(ProjectLocation location, string id)
    {
        using StateStore store = location.OpenStateToRead();
        return store.Queries.LastAttempt(new TargetId(id)) ?? throw UnknownNames.Target(id, store.Queries);
    }

    private static void Check(IBackend backend, string query)
    {
        string[] known = [.. backend.Queries.Select(one => one.Name)];
        if (!known.Contains(query, StringComparer.Ordinal))
        {
            throw new InputException(
                $"`{backend.Name}` can't be asked for `{query}`",
                NearestName.Of(query, known) is { } nearest ? $"did you mean `{nearest}`?"
                : known.Length > 0 ? $"it can be asked for {string.Join(", ", known.Select(name => $"`{name}`"))}"
                : null);
        }
    }
}
