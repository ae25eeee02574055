using System.Globalization;
using System.Text.RegularExpressions;
using Ketrew.Expander.Expansion;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Promotion;

/// <summary>Finds the stanza of a workflow file that a person means.</summary>
internal sealed partial class WrittenStanzas
{
    private const int ShownPlaces = 5;

    private readonly StanzaUse[] _written;
    private readonly string _rootFile;

    /// <summary>The stanzas of a workflow.</summary>
    /// <param name="expansion">Without errors.</param>
    public WrittenStanzas(ExpansionResult expansion)
    {
        _written = [.. expansion.Roots.Where(use => use.Placed.Stanza.KindSpan is not null)];
        _rootFile = expansion.Scopes[0].File.Path.Value;
    }

    /// <summary>Finds a custom stanza by its kind, or by one of its lines.</summary>
    /// <param name="typed">As in <c>word-count</c>, <c>workflow.yaml:12</c>, <c>12</c>.</param>
    /// <returns>The stanza, or why it isn't known which is meant.</returns>
    public (StanzaUse? Use, Ejection.Refused? Refused) Find(string typed)
    {
        StanzaUse[] meant = Place().Match(typed) is { Success: true } place ? [.. At(place)] : [.. _written.Where(use => use.Placed.Stanza.Kind == typed)];
        StanzaUse[] custom = [.. meant.Where(use => use.Definition is not null)];
        return custom switch
        {
            [var only] => (only, null),
            [] when meant is [var plain, ..] => (null, new Ejection.Refused($"`{plain.Placed.Stanza.Kind}` at {SpanOf(plain)} stands for itself", HintForAny())),
            [] => (null, new Ejection.Refused($"there is no custom stanza `{typed}`", Nearest(typed))),
            _ when custom.DistinctBy(SpanOf).Count() == 1 => (null, new Ejection.Refused($"`{custom[0].Placed.Stanza.Kind}` at {SpanOf(custom[0])} stands in several places of the workflow", "write it out where its file is included, or where its alias is used")),
            _ => (null, new Ejection.Refused($"`{typed}` stands at {Places(custom)}", $"ketrew expand --eject {LineOf(custom[0])}")),
        };
    }

    private IEnumerable<StanzaUse> At(Match place)
    {
        string file = place.Groups["file"] is { Success: true, Value: var name } ? name.StartsWith("./", StringComparison.Ordinal) ? name[2..] : name : _rootFile;
        int line = int.TryParse(place.Groups["line"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0;
        return _written.Where(use => SpanOf(use).File == file && SpanOf(use).Line <= line && line <= (use.Placed.Stanza.Span ?? SpanOf(use)).EndLine);
    }

    private string? Nearest(string typed)
    {
        string? nearest = NearestName.Of(typed, _written.Where(use => use.Definition is not null).Select(use => use.Placed.Stanza.Kind));
        return nearest is null ? HintForAny() : $"did you mean `{nearest}`?";
    }

    private string? HintForAny() => Array.Find(_written, use => use.Definition is not null) is { } first ? $"ketrew expand --eject {LineOf(first)}" : null;

    private static string Places(StanzaUse[] uses)
    {
        string places = string.Join(", ", uses.Take(ShownPlaces).Select(LineOf));
        return uses.Length <= ShownPlaces ? places : string.Create(CultureInfo.InvariantCulture, $"{places} and {uses.Length - ShownPlaces} more places");
    }

    private static string LineOf(StanzaUse use) => string.Create(CultureInfo.InvariantCulture, $"{SpanOf(use).File}:{SpanOf(use).Line}");

    private static SourceSpan SpanOf(StanzaUse use) => use.Placed.Stanza.KindSpan!.Value;

    [GeneratedRegex("^(?:(?<file>.+?):)?(?<line>[0-9]+)(?::[0-9]+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Place();
}
