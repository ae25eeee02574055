using Ketrew.Backends.Staging;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Hosts;

/// <summary>All that a backend needs of a host: commands, files, probes.</summary>
/// <param name="Host">Runs commands.</param>
/// <param name="Staging">Moves files.</param>
/// <param name="Context">What the backend is made of, with the directory that holds playgrounds there.</param>
/// <param name="Probing">Runs probes there.</param>
internal sealed record HostServices(SshHost Host, IStaging Staging, BackendContext Context, HostProbing Probing)
{
    /// <summary>What a backend of a host is given.</summary>
    /// <param name="host">The host.</param>
    /// <param name="address">How it is used.</param>
    /// <param name="context">What the backend is made of, here; that nobody says where playgrounds are is reported in its settings.</param>
    /// <param name="usual">Where files are when the address doesn't say.</param>
    public static HostServices? Create(SshHost host, HostAddress address, BackendContext context, FilePlacement usual)
    {
        FilePlacement stage = context.Settings.OneOf("stage", "copy", "shared") switch
        {
            "copy" => FilePlacement.Copy,
            "shared" => FilePlacement.Shared,
            _ => address.Stage ?? usual,
        };
        string? root = context.Settings.Text("playground") is ['/', ..] own ? own
            : address.Playground.Length > 0 ? address.Playground
            : stage is FilePlacement.Shared ? context.PlaygroundRoot
            : null;
        if (root is null)
        {
            context.Settings.Report(
                "playground",
                $"nobody says where attempts of the backend `{context.Name}` leave their files on {host.Name}",
                $"write it to the address, `{address with { Playground = "/scratch/me/ketrew" }}`, or to the host's declaration: `playground: /scratch/me/ketrew`");
            return null;
        }

        IStaging staging = stage is FilePlacement.Copy
            ? new ProjectCopy(host, root, context.MachineName, Path.Combine(context.PlaygroundRoot, "staged"), context.Clock)
            : new SharedFiles();
        return new HostServices(host, staging, context with { PlaygroundRoot = root }, new HostProbing(host, context.BaseEnvironment));
    }

    /// <summary>Runs a probe there.</summary>
    /// <param name="probe">With paths of this machine.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="BackendException">The host could not be asked.</exception>
    public Task<Verdict> ProbeAsync(Probe probe, CancellationToken cancellationToken)
    {
        string directory = Staging.PlaceDirectory(Context.ProjectDirectory, probe.Directory);
        // Before the first attempt there is no copy, and a condition may well be asked then.
        bool isMissing = directory != probe.Directory && Directory.Exists(probe.Directory);
        return Probing.RunAsync(probe with { Directory = directory }, isMissing, cancellationToken);
    }
}
