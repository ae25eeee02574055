using Ketrew.Sdk.Describing;

namespace Ketrew.Expander.Schemas;

/// <summary>A custom stanza as the files of one directory may use it.</summary>
/// <param name="Name">What users write, with the prefix of its plugin.</param>
/// <param name="Plugin">How messages call its plugin.</param>
/// <param name="Description">What may be written below the name.</param>
internal sealed record VisibleStanza(string Name, string Plugin, StanzaDescription Description);
