using Ketrew.Backends.Hosts;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Kubernetes;

/// <summary>Calls of <c>kubectl</c>, which knows the cluster and how to log in.</summary>
/// <param name="host">Where it is called.</param>
/// <param name="settings">Which cluster.</param>
internal sealed class Kubectl(IHost host, KubernetesSettings settings)
{
    // A server that hangs counts as out of reach; kubectl itself would wait for ever.
    private static readonly TimeSpan _requestTimeout = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan _callTimeout = TimeSpan.FromSeconds(60);

    /// <summary>The command of a call, for POSIX sh.</summary>
    public string Command(params IEnumerable<string> arguments) => string.Join(
        ' ',
        ((string[])
        [
            settings.Program,
            .. settings.Context.Length > 0 ? ["--context", settings.Context] : Array.Empty<string>(),
            .. settings.Namespace.Length > 0 ? ["--namespace", settings.Namespace] : Array.Empty<string>(),
            $"--request-timeout={_requestTimeout.TotalSeconds:0}s",
            .. settings.Options,
            .. arguments,
        ]).Select(Shell.Quote));

    /// <summary>Calls it once.</summary>
    /// <exception cref="BackendException">It could not be called at all, or took too long.</exception>
    public async Task<CommandOutcome> RunAsync(IEnumerable<string> arguments, CancellationToken cancellationToken) =>
        (await RunAllAsync([Command(arguments)], cancellationToken))[0];

    /// <summary>Makes several calls, one after the other.</summary>
    /// <exception cref="BackendException">They could not be made at all, or took too long.</exception>
    public Task<ValueList<CommandOutcome>> RunAllAsync(ValueList<string> commands, CancellationToken cancellationToken) =>
        host.RunAsync(new HostRequest { Commands = commands, Timeout = _callTimeout }, cancellationToken);

    /// <summary>What a failed call means for whoever needs its answer.</summary>
    /// <param name="outcome">Not a successful one.</param>
    /// <param name="what">What could not be done: <c>list the pods</c>.</param>
    public BackendException Failure(CommandOutcome outcome, string what) =>
        new($"kubectl can't {what}: {KubectlError.LastLine(outcome.Errors)}")
        {
            Command = settings.Program,
            ExitCode = outcome.Code,
            StandardError = outcome.Errors,
            IsRecoverable = KubectlError.IsRecoverable(outcome),
        };
}
