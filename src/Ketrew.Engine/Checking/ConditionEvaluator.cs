using System.Globalization;
using Ketrew.Engine.Fingerprints;
using Ketrew.Engine.Planning;
using Ketrew.Engine.Storage;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;

namespace Ketrew.Engine.Checking;

/// <summary>Asks whole conditions: files here, commands where the target runs. Thread-safe.</summary>
/// <param name="graph">Whose targets.</param>
/// <param name="project">What paths are relative to.</param>
/// <param name="backendOf">Runs a target's commands; null when its backend isn't there.</param>
/// <param name="probes">How many commands run at once.</param>
internal sealed class ConditionEvaluator(TargetGraph graph, ProjectDirectory project, Func<int, IBackend?> backendOf, int probes) : IDisposable
{
    private readonly FileConditions _files = new(project);
    private readonly SemaphoreSlim _slots = new(probes);

    /// <summary>Asks the condition of a target.</summary>
    /// <param name="target">One that has a condition.</param>
    /// <param name="hasRun">True after it ran.</param>
    /// <param name="cancellationToken">Ends commands.</param>
    public Task<ConditionAnswer> AskAsync(int target, bool hasRun, CancellationToken cancellationToken) => graph[target].DoneWhen is { } condition
        ? AskAsync(target, condition, hasRun, cancellationToken)
        : throw new InvalidOperationException($"The target {graph[target].Id} has no condition.");

    /// <summary>Only once nothing is being asked any more.</summary>
    public void Dispose() => _slots.Dispose();

    private async Task<ConditionAnswer> AskAsync(int target, Condition condition, bool hasRun, CancellationToken cancellationToken)
    {
        if (_files.Ask(condition, hasRun) is { } known)
        {
            return known;
        }

        if (condition is Condition.Command command)
        {
            return await ProbeAsync(graph[target], command, backendOf(target), cancellationToken);
        }

        foreach (Condition part in condition is Condition.All all ? all.Conditions : [])
        {
            ConditionAnswer answer = await AskAsync(target, part, hasRun, cancellationToken);
            if (answer is not ConditionAnswer.Held)
            {
                return answer;
            }
        }

        return new ConditionAnswer.Held();
    }

    private async Task<ConditionAnswer> ProbeAsync(Target target, Condition.Command command, IBackend? backend, CancellationToken cancellationToken)
    {
        if (backend is null)
        {
            return new ConditionAnswer.Faulted($"there is no backend `{target.BackendName()}`");
        }

        await _slots.WaitAsync(cancellationToken);
        try
        {
            Probe probe = new(command.Step, project.Absolute(target.Directory), target.Environment);
            return Judge(command, await backend.ProbeAsync(probe, cancellationToken));
        }
        finally
        {
            _ = _slots.Release();
        }
    }

    private static ConditionAnswer Judge(Condition.Command command, Verdict verdict)
    {
        string text = ConditionText.Command(command);
        return verdict switch
        {
            Verdict.Exited exited when exited.Code == command.Returns => new ConditionAnswer.Held(),
            Verdict.Exited exited => new ConditionAnswer.Missed(Invariant($"`{text}` ended with exit code {exited.Code} instead of {command.Returns}")),
            Verdict.Signaled signaled => new ConditionAnswer.Faulted(Invariant($"its condition `{text}` was ended by signal {signaled.Signal}")),
            Verdict.StartRefused refused => new ConditionAnswer.Faulted($"its condition `{text}` can't be asked: {refused.Message}"),
            _ => new ConditionAnswer.Faulted($"nobody knows how its condition `{text}` ended"),
        };
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
