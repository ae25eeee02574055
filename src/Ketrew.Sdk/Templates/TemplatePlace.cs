namespace Ketrew.Sdk.Templates;

/// <summary>A part of a template, by number.</summary>
/// <param name="Place">The number of a scalar, list, mapping or key; see <see cref="TemplateNode"/>.</param>
/// <param name="Offset">Where the part begins in the text of the scalar, in UTF-16 units.</param>
/// <param name="Length">How long it is; 0 for the whole of what the number means.</param>
internal sealed record TemplatePlace(int Place, int Offset, int Length);
