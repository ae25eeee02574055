using System.Runtime.Versioning;
using Ketrew.Backends.Hosts;
using Ketrew.Backends.Pbs;
using Ketrew.Backends.Processes;
using Ketrew.Backends.Scheduling;
using Ketrew.Backends.Tests.Clusters;
using Ketrew.Backends.Tests.Emulators;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Tests.Pbs;

/// <summary>An OpenPBS that is not there: <c>Emulators/pbs.py</c>.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class PbsEmulator : IDisposable
{
    private readonly Emulator _emulator = new("pbs.py", "qsub", "qstat", "qdel", "qsig", "qselect");

    /// <inheritdoc/>
    public void Dispose() => _emulator.Dispose();

    /// <summary>Makes something go wrong from now on.</summary>
    public void Break(string fault, string value = "") => _emulator.Break(fault, value);

    /// <summary>Makes it go well again.</summary>
    public void Mend(string fault) => _emulator.Mend(fault);

    internal Task<CommandOutcome> AskAsync(string command) => _emulator.AskAsync(command);

    internal ScheduledBackend MakeBackend(string playgrounds, params string[] settings)
    {
        BackendContext context = Declaration.Of("pbs", playgrounds, settings);
        return PbsBackend.Create(context, _emulator.Host, new Probing(context.BaseEnvironment, new ProgramLookup()).RunAsync);
    }
}
