using Ketrew.Engine.Automaton;
using Ketrew.Engine.Checking;
using Ketrew.Engine.Fingerprints;
using Ketrew.Engine.Storage;
using Ketrew.Sdk;

namespace Ketrew.Engine.Running;

/// <summary>Reads files for the loop on other threads: checks targets before they run, and looks at their outputs afterwards.</summary>
/// <param name="facts">What is known.</param>
/// <param name="post">Takes the results.</param>
internal sealed class TargetWorker(ProjectFacts facts, Action<RunSignal> post)
{
    private readonly TargetChecker _checker = new(facts);

    public void Check(int target) => Do(target, () => new RunSignal.Checked(target, _checker.Check(target)));

    /// <param name="target">Whose commands succeeded.</param>
    /// <param name="attempt">By which attempt.</param>
    /// <param name="fingerprint">What it depended on before it started.</param>
    public void Verify(int target, int attempt, Digest fingerprint) => Do(target, () =>
    {
        FileContent[] contents = facts.Calculator.OutputContents(target);
        ProjectPath[] paths = [.. OutputPaths(target)];
        ValueList<ProjectPath> missing = paths.Where((_, i) => contents[i].IsMissing).ToValueList();
        if (!missing.IsEmpty)
        {
            return new RunSignal.Happened(target, new TargetEvent.OutputsMissed(missing));
        }

        RecordedSuccess recorded = new(fingerprint, facts.Calculator.Outcome(target, fingerprint, contents));
        return new RunSignal.Verified(
            target, new SuccessRecord(attempt, recorded, facts.Calculator.Parts(target), [.. paths.Zip(contents)]));
    });

    private IEnumerable<ProjectPath> OutputPaths(int target) => facts.Graph.Outputs(target).ToArray().Select(facts.Graph.File);

    private void Do(int target, Func<RunSignal> work) => ThreadPool.UnsafeQueueUserWorkItem(
        _ =>
        {
            try
            {
                post(work());
            }
            catch (Exception failure) when (FileFaults.Is(failure))
            {
                post(new RunSignal.Happened(target, new TargetEvent.Faulted(failure.Message)));
            }
        },
        null);
}
