using Ketrew.Expander.Language.Decoding;

namespace Ketrew.Expander.Language.Lowering;

/// <summary>Reads the fields of a stanza into a draft; false when something was wrong and has been reported.</summary>
/// <typeparam name="TDraft">Collects the values.</typeparam>
internal delegate bool StanzaDecoder<in TDraft>(StanzaNode stanza, TDraft draft, DecodeContext context);
