using System.Text.Json;
using Ketrew.Backends.Hosts;
using Ketrew.Backends.Processes;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;

namespace Ketrew.Backends.Kubernetes;

/// <summary>What can be asked of a cluster and its pods, for people.</summary>
/// <param name="name">Of the backend.</param>
/// <param name="settings">Of the backend.</param>
/// <param name="kubectl">Asks.</param>
/// <param name="journal">Has manifests.</param>
/// <param name="playgroundRoot">A directory of the project, which pods should see.</param>
internal sealed class PodQueries(string name, KubernetesSettings settings, Kubectl kubectl, PodJournal journal, string playgroundRoot)
{
    /// <summary>What can be asked of an attempt.</summary>
    public static ValueList<QueryDescription> Names { get; } =
    [
        new("log", "what it printed"),
        new("pod", "its pod, in the words of the cluster"),
        new("events", "what the cluster did with its pod"),
        new("manifest", "its pod as it was handed to the cluster"),
    ];

    /// <summary>Answers one of <see cref="Names"/>.</summary>
    /// <exception cref="BackendException">It can't be answered.</exception>
    public async Task<QueryAnswer> AnswerAsync(QueriedAttempt attempt, string query, CancellationToken cancellationToken)
    {
        string pod = PodName.Of(attempt.Reference.Id);
        return query switch
        {
            "log" when File.Exists(attempt.LogPath) => AnsweredFile.Read(attempt.LogPath, "log"),
            "log" => new QueryAnswer.Text(await AskAsync(["logs", pod], "read the log", cancellationToken)),
            "pod" => new QueryAnswer.Text(await AskAsync(["get", "pod", pod, "--output", "yaml"], "show the pod", cancellationToken)),
            "events" => new QueryAnswer.Rows(PodEvents.Read(
                await AskAsync(["get", "events", "--field-selector", $"involvedObject.name={pod}", "--output", "json"], "list the events", cancellationToken))),
            "manifest" => AnsweredFile.Read(journal.ManifestOf(attempt.Reference.Id), "manifest"),
            _ => throw new BackendException($"The backend {name} has no query `{query}`."),
        };
    }

    /// <summary>What there is, and what is missing.</summary>
    /// <exception cref="BackendException">The cluster can't be asked.</exception>
    public async Task<BackendDescription> DescribeAsync(CancellationToken cancellationToken)
    {
        using JsonDocument version = JsonDocument.Parse(await AskAsync(["version", "--output", "json"], "tell the version", cancellationToken));
        _ = await AskAsync(["get", "pods", "--output", "name", "--selector", $"{PodManifest.ProjectLabel}=none"], "list the pods", cancellationToken);
        return new BackendDescription
        {
            Facts =
            [
                new NamedValue("kubectl", PodEvents.Text(version.RootElement, "clientVersion", "gitVersion")),
                new NamedValue("server", PodEvents.Text(version.RootElement, "serverVersion", "gitVersion")),
                new NamedValue("context", settings.Context.Length > 0 ? settings.Context : "the current one"),
                new NamedValue("namespace", settings.Namespace.Length > 0 ? settings.Namespace : "that of the context"),
            ],
            Problems =
            [
                .. PodManifest.Shares(settings.Volumes, playgroundRoot)
                    ? Array.Empty<string>()
                    : [$"no volume mounts {playgroundRoot} where it is here: pods see none of the project's files, and what they write is lost; set `volumes`"],
                .. settings.Image is null ? ["there is no `image`: targets without a `container` are refused"] : Array.Empty<string>(),
            ],
        };
    }

    private async Task<string> AskAsync(string[] arguments, string what, CancellationToken cancellationToken)
    {
        CommandOutcome outcome = await kubectl.RunAsync(arguments, cancellationToken);
        return outcome.Code == 0 ? outcome.Output : throw kubectl.Failure(outcome, what);
    }
}
