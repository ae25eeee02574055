using Ketrew.Backends;
using Ketrew.CommandLine.Output;
using Ketrew.Expander.Linking;
using Ketrew.Sdk;

namespace Ketrew.CommandLine;

/// <summary>What all verbs of one process share.</summary>
/// <param name="Terminal">Where text goes.</param>
/// <param name="Signals">How a person stops it.</param>
/// <param name="Arguments">What was typed after the program's name.</param>
internal sealed record Session(Terminal Terminal, StopSignals Signals, IReadOnlyList<string> Arguments)
{
    /// <summary>Stanzas that the program brings. Default: none.</summary>
    public ValueList<LinkedStanza> Linked { get; init; }

    /// <summary>Kinds of backends that the program brings. Default: none.</summary>
    public ValueList<LinkedBackend> LinkedBackends { get; init; }

    /// <summary>How times are written.</summary>
    public MomentText Moments { get; } = new(TimeZoneInfo.Local);
}
