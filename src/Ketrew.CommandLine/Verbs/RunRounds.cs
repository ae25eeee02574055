using Ketrew.CommandLine.Projects;
using Ketrew.Engine.Storage;
using Ketrew.Sdk;

namespace Ketrew.CommandLine.Verbs;

/// <summary>Runs what a person asked for, after what stanzas have to see before they can say what that is. Each round is a run of its own.</summary>
/// <param name="session">Where everything is shown.</param>
/// <param name="rounds">Expands the workflow.</param>
/// <param name="manner">How to run.</param>
internal sealed class RunRounds(Session session, WorkflowRounds rounds, RunManner manner)
{
    /// <summary>Runs.</summary>
    /// <param name="names">The targets that are enough to be known; none when it takes the whole workflow.</param>
    /// <param name="choose">What to run of a workflow, as a <see cref="Runner"/> wants it; null when a name means nothing, which was said then.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public async Task<int> RunAsync(string[] names, Func<Workflow, Func<StateStore, RunChoice?>?> choose)
    {
        // In the background there is more time: there the rounds are run.
        bool onlyLooks = manner.IsDry || (manner.Detaches && !manner.IsDetached);
        (Workflow? workflow, int exitCode) = onlyLooks
            ? (await rounds.LoadAsync(), ExitCode.BadInput)
            : await rounds.MakeAsync(known => Knows(known, names), (known, waitedFor) => new Runner(session, known, manner).RunAsync(_ => new RunChoice(waitedFor, [])));
        if (workflow is null)
        {
            return exitCode;
        }

        bool isLeftToBackground = onlyLooks && !manner.IsDry && !workflow.Expansion.Late.IsEmpty;
        Func<StateStore, RunChoice?>? chosen = isLeftToBackground ? static _ => null : choose(workflow);
        return chosen is null ? ExitCode.BadInput : await new Runner(session, workflow, manner).RunAsync(chosen);
    }

    // A pattern, a tag or an output may mean targets that are not known yet.
    private static bool Knows(Workflow workflow, string[] names) => names.Length > 0 && Array.TrueForAll(names, name => workflow.Graph.TryFind(new TargetId(name), out _));
}
