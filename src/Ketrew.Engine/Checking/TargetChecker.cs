using Ketrew.Engine.Fingerprints;
using Ketrew.Engine.Planning;
using Ketrew.Engine.Storage;
using Ketrew.Sdk;

namespace Ketrew.Engine.Checking;

/// <summary>Decides whether a target whose needs are done must run. Thread-safe for different targets.</summary>
/// <param name="facts">What is known; outcomes of the needs are read.</param>
internal sealed class TargetChecker(ProjectFacts facts)
{
    private readonly TargetGraph _graph = facts.Graph;

    /// <summary>Compares a target with its last success.</summary>
    public CheckResult Check(int target)
    {
        if (_graph[target].Steps.IsEmpty)
        {
            Digest outcome = _graph[target].DoneWhen is null ? facts.Calculator.GroupOutcome(target) : facts.Calculator.OutcomeByCondition(target);
            return new CheckResult(CheckVerdict.Empty, default, outcome, []);
        }

        Digest fingerprint = facts.Calculator.Fingerprint(target, out ValueList<ProjectPath> missing);
        if (!missing.IsEmpty)
        {
            return new CheckResult(CheckVerdict.InputsMissing, fingerprint, default, missing);
        }

        bool isCurrent = !facts.MustRun(target)
            && facts.Successes[target] is { } success
            && success.Fingerprint == fingerprint
            && HasItsOutputs(target, success);
        return new CheckResult(
            isCurrent ? CheckVerdict.Current : CheckVerdict.Stale, fingerprint, facts.Successes[target]?.Outcome ?? default, []);
    }

    private bool HasItsOutputs(int target, RecordedSuccess success)
    {
        FileContent[] contents = facts.Calculator.OutputContents(target);
        return !Array.Exists(contents, content => content.IsMissing)
            && facts.Calculator.Outcome(target, success.Fingerprint, contents) == success.Outcome;
    }
}
