using Ketrew.Engine.Storage;

namespace Ketrew.CommandLine.Projects;

/// <summary>Whether an engine is at work. Make it before the state is read: a run that begins or ends meanwhile is then not taken for one that died.</summary>
/// <param name="project">Where.</param>
internal sealed class EnginePresence(ProjectDirectory project)
{
    private readonly bool _wasThere = StateStore.IsAtWork(project);

    /// <summary>Whether a run that was read from the state goes on.</summary>
    public RunProgress ProgressOf(RunRecord run) =>
        run.Ended is not null ? RunProgress.Over : _wasThere || StateStore.IsAtWork(project) ? RunProgress.GoesOn : RunProgress.Died;
}
