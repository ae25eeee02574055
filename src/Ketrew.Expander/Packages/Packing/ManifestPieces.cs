using Ketrew.Expander.Packages.Manifests;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Packages.Packing;

/// <summary>Rewrites a manifest for what is passed on; comments and everything else stay as they are.</summary>
internal static class ManifestPieces
{
    /// <summary>Puts assemblies in the place of projects.</summary>
    /// <param name="text">The manifest.</param>
    /// <param name="replaced">The pieces, each with the path of its assembly in the package.</param>
    public static string Replace(string text, IEnumerable<(PackagePiece Piece, string Assembly)> replaced)
    {
        // From the end, so that what comes before keeps its place.
        foreach ((PackagePiece piece, string assembly) in replaced.Where(item => item.Piece.Span is not null).OrderByDescending(item => OffsetOf(text, item.Piece.Span!.Value.Line, item.Piece.Span.Value.Column)))
        {
            SourceSpan span = piece.Span!.Value;
            int start = OffsetOf(text, span.Line, span.Column);
            int end = OffsetOf(text, span.EndLine, span.EndColumn);
            int key = text.LastIndexOf(PackagePiece.Project, start - 1, StringComparison.Ordinal);
            text = $"{text[..key]}assembly{text[(key + PackagePiece.Project.Length)..start]}{assembly}{text[end..]}";
        }

        return text;
    }

    private static int OffsetOf(string text, int line, int column)
    {
        int offset = 0;
        for (int i = 1; i < line; i++)
        {
            offset = text.IndexOf('\n', offset) + 1;
        }

        return offset + column - 1;
    }
}
