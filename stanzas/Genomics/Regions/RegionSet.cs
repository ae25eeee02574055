using Ketrew.Sdk;

namespace Ketrew.Stanzas.Genomics.Regions;

/// <summary>Regions that are worked on together.</summary>
/// <param name="Regions">As bcftools takes them, in the order of the reference; at least one.</param>
internal sealed record RegionSet(ValueList<string> Regions)
{
    /// <summary>A word for names of targets and files: the first region, and how many follow.</summary>
    public string Name => $"{string.Concat(Regions[0].Select(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-' ? character : '.'))}{(Regions.Count > 1 ? $"+{Regions.Count - 1}" : "")}";

    /// <summary>As an argument.</summary>
    public string Argument => string.Join(',', Regions);
}
