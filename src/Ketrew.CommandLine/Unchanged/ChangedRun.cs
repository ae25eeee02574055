using System.Text;
using Ketrew.CommandLine.Projects;
using Ketrew.CommandLine.Verbs;
using Ketrew.Engine.Planning;
using Ketrew.Engine.Snapshots;
using Ketrew.Expander;

namespace Ketrew.CommandLine.Unchanged;

/// <summary><c>ketrew run</c> where only files of targets have changed: the workflow is not read, and only the targets that they concern are looked at.</summary>
/// <param name="location">The project.</param>
/// <param name="arguments">What was asked for.</param>
/// <param name="snapshot">What is known of all others; disposed with this.</param>
/// <param name="part">What they concern.</param>
internal sealed class ChangedRun(ProjectLocation location, PlainRunArguments arguments, PlanSnapshot snapshot, PlanPart part) : IDisposable
{
    /// <summary>Runs.</summary>
    /// <param name="session">Where everything is shown.</param>
    /// <returns>An <see cref="ExitCode"/>; null when another run came in between, so that more may have changed: nothing was said then.</returns>
    public async Task<int?> RunAsync(Session session)
    {
        if (!part.Graph.TrySelect([], out Selection? selection, out _))
        {
            return null;
        }

        string answer = Encoding.UTF8.GetString(snapshot.Answer);
        Workflow workflow = new(location, ExpansionResult.Of(part.Plan), part.Graph)
        {
            Draft = new SnapshotDraft(location.Root, TimeProvider.System, snapshot, part),
            Links = answer[(answer.IndexOf('\n', StringComparison.Ordinal) + 1)..],
        };
        RunManner manner = new()
        {
            Jobs = arguments.Jobs ?? Environment.ProcessorCount,
            KeepsGoing = arguments.KeepsGoing,
            Key = snapshot.Key,
            Part = part,
        };
        bool isOf = true;
        int exitCode = await new Runner(session, workflow, manner).RunAsync(store => (isOf = part.IsOf(store)) ? new RunChoice(selection, []) : null);
        return isOf ? exitCode : null;
    }

    public void Dispose() => snapshot.Dispose();
}
