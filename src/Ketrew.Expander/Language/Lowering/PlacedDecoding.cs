using Ketrew.Expander.Language.Decoding;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Language.Lowering;

/// <summary>Decodes stanzas wherever they come from.</summary>
internal static class PlacedDecoding
{
    /// <summary>Reads a stanza's fields. Those of an emitted stanza have no places: at the first problem it is printed, and the printed text is read.</summary>
    /// <typeparam name="TDraft">Collects the values.</typeparam>
    /// <param name="placed">The stanza.</param>
    /// <param name="decoder">Knows its fields.</param>
    /// <param name="diagnostics">Where problems go.</param>
    /// <param name="draft">Whatever could be read.</param>
    /// <returns>True when nothing was wrong.</returns>
    public static bool Decode<TDraft>(PlacedStanza placed, StanzaDecoder<TDraft> decoder, List<Diagnostic> diagnostics, out TDraft draft)
        where TDraft : new()
    {
        draft = new TDraft();
        if (!placed.IsEmitted)
        {
            return decoder(placed.Stanza, draft, new DecodeContext(placed.Directory, diagnostics));
        }

        List<Diagnostic> unplaced = [];
        if (decoder(placed.Stanza, draft, new DecodeContext(placed.Directory, unplaced)))
        {
            return true;
        }

        EmittedText text = EmittedText.Print(placed);
        List<Diagnostic> problems = [];
        decoder(text.Stanza, new TDraft(), new DecodeContext(placed.Directory, problems));
        diagnostics.AddRange((problems.Count > 0 ? problems : unplaced).Select(text.Dress));
        return false;
    }
}
