using System.Runtime.Versioning;
using Ketrew.Backends.Hosts;
using Ketrew.Backends.Lsf;
using Ketrew.Backends.Processes;
using Ketrew.Backends.Scheduling;
using Ketrew.Backends.Tests.Clusters;
using Ketrew.Backends.Tests.Emulators;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Tests.Lsf;

/// <summary>An OpenLava, or an LSF, that is not there: <c>Emulators/lsf.py</c>.</summary>
[UnsupportedOSPlatform("windows")]
public class LsfEmulator : IDisposable
{
    private readonly Emulator _emulator = new("lsf.py", "bsub", "bjobs", "bhist", "bkill", "bpeek", "bqueues");

    /// <inheritdoc/>
    public void Dispose()
    {
        _emulator.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Makes something go wrong from now on.</summary>
    public void Break(string fault, string value = "") => _emulator.Break(fault, value);

    /// <summary>Makes it go well again.</summary>
    public void Mend(string fault) => _emulator.Mend(fault);

    internal Task<CommandOutcome> AskAsync(string command) => _emulator.AskAsync(command);

    internal ScheduledBackend MakeBackend(string playgrounds, params string[] settings)
    {
        BackendContext context = Declaration.Of("lsf", playgrounds, settings);
        return LsfBackend.Create(context, _emulator.Host, new Probing(context.BaseEnvironment, new ProgramLookup()).RunAsync);
    }
}

/// <summary>The one with IBM's face.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class SpectrumEmulator : LsfEmulator
{
    public SpectrumEmulator() => Break("ibm");
}
