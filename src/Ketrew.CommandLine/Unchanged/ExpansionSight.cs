using Ketrew.CommandLine.Projects;
using Ketrew.Engine.Snapshots;
using Ketrew.Expander;
using Ketrew.Expander.Observations;

namespace Ketrew.CommandLine.Unchanged;

/// <summary>Follows what an expansion sees, so that the next run can tell that it would see the same.</summary>
internal sealed class ExpansionSight
{
    /// <summary>Begins with the program itself and what the project remembers of backends.</summary>
    /// <param name="location">The project.</param>
    public ExpansionSight(ProjectLocation location)
    {
        Draft = new SnapshotDraft(location.Root, TimeProvider.System);
        if (Environment.ProcessPath is { } program)
        {
            Draft.LookAtFile(program);
        }

        // A program that isn't one file.
        foreach (string library in Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll"))
        {
            Draft.LookAtFile(library);
        }

        Draft.LookAtFile(BackendRecord.PathIn(location));
    }

    /// <summary>What was seen so far.</summary>
    public SnapshotDraft Draft { get; }

    /// <summary>Options of an expansion that is followed.</summary>
    public ExpanderOptions Watch(ExpanderOptions options) => options with { Looking = Look, Answering = Draft.SeeAnswer };

    private void Look(Sight sight, string path)
    {
        switch (sight)
        {
            case Sight.File:
                Draft.LookAtFile(path);
                break;
            case Sight.Content:
                Draft.LookAtContent(path);
                break;
            case Sight.Name:
                Draft.LookAtName(path);
                break;
            case Sight.Names:
                Draft.LookAtNames(path);
                break;
            case Sight.Variable:
                Draft.LookAtVariable(path, Environment.GetEnvironmentVariable(path));
                break;
            default:
                Draft.Refuse();
                break;
        }
    }
}
