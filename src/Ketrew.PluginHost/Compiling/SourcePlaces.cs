using Ketrew.Sdk.Protocol;
using Microsoft.CodeAnalysis.Text;

namespace Ketrew.PluginHost.Compiling;

/// <summary>Places as the compiler counts, and as people do.</summary>
internal static class SourcePlaces
{
    extension(LinePositionSpan place)
    {
        /// <summary>A problem at this place.</summary>
        public SourceProblem ToProblem(string code, string message, string? hint) =>
            new(code, message, hint, place.Start.Line + 1, place.Start.Character + 1, place.End.Line + 1, place.End.Character + 1);
    }
}
