using Ketrew.CommandLine.Control;
using Ketrew.Engine.Storage;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.CommandLine.Projects;

/// <summary>How this process can change what goes on in a project: by asking the engine that is at work, or itself when there is none.</summary>
internal abstract record ProjectAccess
{
    // An engine that begins or ends holds the lock and doesn't listen; so do verbs that change the state without one.
    private const int Tries = 40;
    private static readonly TimeSpan _betweenTries = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    private ProjectAccess()
    {
    }

    /// <summary>An engine is at work.</summary>
    /// <param name="Engine">Where it can be asked; to be disposed.</param>
    public sealed record ByEngine(ControlClient Engine) : ProjectAccess;

    /// <summary>Nobody is at work, and nobody else can begin now.</summary>
    /// <param name="State">The state; to be disposed.</param>
    public sealed record Own(StateStore State) : ProjectAccess;

    /// <summary>Finds out which it is.</summary>
    /// <param name="location">The project.</param>
    /// <param name="isDetached">True for an engine in the background.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="KetrewException">Somebody is at work and can't be asked, or the state can't be used.</exception>
    public static async Task<ProjectAccess> GetAsync(ProjectLocation location, bool isDetached, CancellationToken cancellationToken)
    {
        for (int triesLeft = Tries; ; triesLeft--)
        {
            if (await ControlClient.ConnectAsync(location.Control, _patience, cancellationToken) is { } engine)
            {
                return new ByEngine(engine);
            }

            try
            {
                return new Own(location.OpenState(isDetached));
            }
            catch (KetrewException busy) when (busy.IsRecoverable && triesLeft > 0)
            {
                await Task.Delay(_betweenTries, cancellationToken);
            }
        }
    }
}
