using Ketrew.Sdk;

namespace Ketrew.Stanzas.DotNet.Solutions;

/// <summary>Reads solutions of either format.</summary>
internal static class SolutionReader
{
    /// <summary>Reads a solution that exists; edits that say nothing about projects don't ask again.</summary>
    /// <param name="path">A <c>.sln</c> or <c>.slnx</c>.</param>
    /// <param name="configuration">What is built.</param>
    /// <param name="context">Takes the question.</param>
    public static Solution Read(ProjectPath path, string configuration, StanzaContext context) => path.Extension.ToUpperInvariant() switch
    {
        ".SLNX" => XmlSolution.Read(context.Lines(path, XmlSolution.TellingLines), configuration),
        _ => ClassicSolution.Read(context.Lines(path, ClassicSolution.TellingLines), configuration),
    };
}
