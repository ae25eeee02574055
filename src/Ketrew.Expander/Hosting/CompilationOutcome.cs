using Ketrew.Sdk;
using Ketrew.Sdk.Protocol;

namespace Ketrew.Expander.Hosting;

/// <summary>What became of a single-file plugin. Only the first two come from its text alone.</summary>
internal abstract record CompilationOutcome
{
    private CompilationOutcome()
    {
    }

    /// <summary>It is an assembly.</summary>
    /// <param name="Assembly">Its bytes.</param>
    /// <param name="Symbols">Its portable PDB.</param>
    /// <param name="Documentation">What its comments say, as XML.</param>
    public sealed record Compiled(ReadOnlyMemory<byte> Assembly, ReadOnlyMemory<byte> Symbols, ReadOnlyMemory<byte> Documentation) : CompilationOutcome;

    /// <summary>It is none.</summary>
    /// <param name="Problems">Everything that is wrong with it; at least one.</param>
    public sealed record Refused(ValueList<SourceProblem> Problems) : CompilationOutcome;

    /// <summary>The compiler didn't come to its end.</summary>
    /// <param name="Reason">How the process was lost.</param>
    public sealed record Lost(ExpansionOutcome Reason) : CompilationOutcome;
}
