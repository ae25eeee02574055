using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Language.Decoding;

/// <summary>What decoders of one stanza or file share.</summary>
/// <param name="directory">What paths and names are relative to.</param>
/// <param name="diagnostics">Where problems go; decoding goes on after each.</param>
internal sealed class DecodeContext(ProjectPath directory, List<Diagnostic> diagnostics)
{
    private readonly int _before = diagnostics.Count;

    /// <summary>What paths and names are relative to.</summary>
    public ProjectPath Directory { get; } = directory;

    /// <summary>How many problems there are; more than before means that something was reported.</summary>
    public int ProblemCount => diagnostics.Count;

    /// <summary>True when something was reported since this context was made.</summary>
    public bool HasProblems => diagnostics.Count > _before;

    /// <summary>Reports a problem.</summary>
    /// <param name="diagnostic">What is wrong.</param>
    /// <returns>False, so that a decoder can end with it.</returns>
    public bool Report(Diagnostic diagnostic)
    {
        diagnostics.Add(diagnostic);
        return false;
    }
}
