using System.Net;
using System.Text;
using System.Text.Json;
using Ketrew.Backends.Hosts;
using Ketrew.Sdk;

namespace Ketrew.Backends.Yarn;

/// <summary>A host whose scheduler is spoken to by HTTP: requests go to the resource manager, everything else to the host.</summary>
/// <remarks>Outcomes have the code 0 for an answer, that of HTTP for a refusal, and 1 when nobody answered.</remarks>
internal sealed class YarnGateway : IHost, IDisposable
{
    private const int NoAnswer = 1;
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    private readonly IHost _host;
    private readonly YarnSettings _settings;
    private readonly HttpClient _client;

    /// <param name="host">Runs commands and writes files.</param>
    /// <param name="settings">Which resource manager.</param>
    public YarnGateway(IHost host, YarnSettings settings)
    {
        // Where a login is wanted, it is that of Kerberos.
        SocketsHttpHandler handler = new() { Credentials = CredentialCache.DefaultCredentials };
        (_host, _settings, _client) = (host, settings, new HttpClient(handler) { Timeout = _patience });
    }

    /// <inheritdoc/>
    public string Name => _host.Name;

    /// <inheritdoc/>
    public async Task<ValueList<CommandOutcome>> RunAsync(HostRequest request, CancellationToken cancellationToken)
    {
        bool[] isOurs = [.. request.Commands.Select(command => YarnRequest.Parse(command) is not null)];
        ValueList<string> others = request.Commands.Where((_, i) => !isOurs[i]).ToValueList();
        ValueList<CommandOutcome> answered = others.IsEmpty && request.Files.IsEmpty ? [] : await _host.RunAsync(request with { Commands = others }, cancellationToken);
        List<CommandOutcome> outcomes = [];
        int next = 0;
        for (int i = 0; i < isOurs.Length; i++)
        {
            outcomes.Add(isOurs[i] ? await AnswerAsync(request.Commands[i], cancellationToken) : answered[next++]);
        }

        return [.. outcomes];
    }

    /// <summary>Lets go of connections.</summary>
    public void Dispose() => _client.Dispose();

    private async Task<CommandOutcome> AnswerAsync(string command, CancellationToken cancellationToken)
    {
        (string method, string target, string body) = YarnRequest.Parse(command) ?? default;
        return method switch
        {
            "SUBMIT" => await SubmitAsync(target, body, cancellationToken),
            "KILL" => await EndAsync(target.Split(' '), KillAsync, cancellationToken),
            "TERMINATE" => await EndAsync(target.Split(' '), TerminateAsync, cancellationToken),
            _ => await SendAsync(new HttpMethod(method), target, body, cancellationToken),
        };
    }

    private async Task<CommandOutcome> SubmitAsync(string target, string body, CancellationToken cancellationToken)
    {
        CommandOutcome created = await SendAsync(HttpMethod.Post, $"{target}/new-application", "", cancellationToken);
        if (created.Code != 0)
        {
            return created;
        }

        using JsonDocument document = JsonDocument.Parse(created.Output);
        string id = YarnRequest.Text(document.RootElement, "application-id");
        CommandOutcome submitted = await SendAsync(HttpMethod.Post, target, body.Replace(YarnDocument.IdPlace, id, StringComparison.Ordinal), cancellationToken);
        return submitted.Code == 0 ? submitted with { Output = $"Application ID: {id}\n" } : submitted;
    }

    private static async Task<CommandOutcome> EndAsync(
        string[] applications, Func<string, CancellationToken, Task<CommandOutcome>> end, CancellationToken cancellationToken)
    {
        CommandOutcome worst = new(0, "", "");
        foreach (string application in applications)
        {
            // One that the resource manager has forgotten is over.
            CommandOutcome outcome = await end(application, cancellationToken);
            worst = outcome.Code is 0 or (int)HttpStatusCode.NotFound ? worst : outcome;
        }

        return worst;
    }

    private Task<CommandOutcome> KillAsync(string application, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Put, $"ws/v1/cluster/apps/{application}/state", """{"state":"KILLED"}""", cancellationToken);

    // To kill an application leaves its processes a quarter of a second after TERM; a signal leaves them alone.
    private async Task<CommandOutcome> TerminateAsync(string application, CancellationToken cancellationToken)
    {
        CommandOutcome report = await SendAsync(HttpMethod.Get, $"ws/v1/cluster/apps/{application}", "", cancellationToken);
        string? container = report.Code != 0 ? null
            : _settings.UsesServices ? await ServiceContainerAsync(report.Output, cancellationToken)
            : YarnApplication.FirstContainer(report.Output);
        if (report.Code != 0 || YarnApplication.IsOver(report.Output))
        {
            return report;
        }

        CommandOutcome told = container is null
            ? new CommandOutcome(NoAnswer, "", "")
            : await SendAsync(HttpMethod.Post, $"ws/v1/cluster/containers/{container}/signal/GRACEFUL_SHUTDOWN", "", cancellationToken);
        // Resource managers before 3.3 can't send signals.
        return told.Code == 0 ? told : await KillAsync(application, cancellationToken);
    }

    private async Task<string?> ServiceContainerAsync(string report, CancellationToken cancellationToken)
    {
        CommandOutcome service = await SendAsync(HttpMethod.Get, $"app/v1/services/{YarnApplication.NameOf(report)}", "", cancellationToken);
        return service.Code == 0 ? YarnApplication.ServiceContainer(service.Output) : null;
    }

    private async Task<CommandOutcome> SendAsync(HttpMethod method, string target, string body, CancellationToken cancellationToken)
    {
        CommandOutcome outcome = new(NoAnswer, "", "no resource manager is set");
        foreach (Uri manager in _settings.ResourceManagers)
        {
            outcome = await SendAsync(manager, method, target, body, cancellationToken);
            if (outcome.Code != NoAnswer)
            {
                break;
            }
        }

        return outcome;
    }

    private async Task<CommandOutcome> SendAsync(Uri manager, HttpMethod method, string target, string body, CancellationToken cancellationToken)
    {
        string user = _settings.User is { } name ? $"{(target.Contains('?', StringComparison.Ordinal) ? '&' : '?')}user.name={Uri.EscapeDataString(name)}" : "";
        try
        {
            using HttpRequestMessage request = new(method, new Uri(manager, target + user));
            request.Headers.Accept.ParseAdd("application/json");
            if (method != HttpMethod.Get)
            {
                request.Content = new StringContent(body, Encoding.UTF8, "application/json");
            }

            using HttpResponseMessage response = await _client.SendAsync(request, cancellationToken);
            string text = await response.Content.ReadAsStringAsync(cancellationToken);
            return response.IsSuccessStatusCode
                ? new CommandOutcome(0, text, "")
                : new CommandOutcome((int)response.StatusCode, "", $"{manager} says {(int)response.StatusCode}: {YarnApplication.Complaint(text)}");
        }
        catch (HttpRequestException failure)
        {
            return new CommandOutcome(NoAnswer, "", $"{manager} can't be reached: {failure.Message}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new CommandOutcome(NoAnswer, "", $"{manager} doesn't answer within {_patience.TotalSeconds:0} s");
        }
    }
}
