using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Planning;

namespace Ketrew.Expander.Language.Lowering;

/// <summary>What a sequence of vanilla stanzas means.</summary>
/// <param name="Plan">The targets that are right; all of them when no diagnostic is an error.</param>
/// <param name="Outputs">Who writes what.</param>
/// <param name="Diagnostics">Everything wrong, in the order of the stanzas.</param>
internal sealed record LoweringResult(Plan Plan, OutputIndex Outputs, ValueList<Diagnostic> Diagnostics)
{
    /// <summary>The backends that the files declare, in ordinal order of names.</summary>
    public ValueList<BackendDeclaration> Backends { get; init; }

    /// <summary>The hosts that the files declare, in ordinal order of names.</summary>
    public ValueList<HostDeclaration> Hosts { get; init; }
}
