using System.Globalization;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Templates;

namespace Ketrew.Expander.Plugins.Templates;

/// <summary>The way from the numbers that the plugin host knows to the lines of the file as it is today.</summary>
/// <remarks>Numbers come out of a process that runs foreign code: any of them may be wrong, which then means no place.</remarks>
/// <param name="readFile">The text of the file that holds the template; null when it can't be read any more.</param>
internal sealed class TemplateSource(Func<string?> readFile)
{
    private readonly List<(SourceSpan? Span, string Text)> _places = [];
    private readonly Lazy<string?> _file = new(readFile);

    /// <summary>Gives the next number to a place.</summary>
    /// <param name="span">Where it is.</param>
    /// <param name="text">Of a scalar its text; empty for everything else.</param>
    public int Add(SourceSpan? span, string text = "")
    {
        _places.Add((span, text));
        return _places.Count - 1;
    }

    /// <summary>Where a whole place is; null when there is no such number.</summary>
    public SourceSpan? SpanOf(int place) => place >= 0 && place < _places.Count ? _places[place].Span : null;

    /// <summary>Where a part of a place is.</summary>
    public SourceSpan? SpanOf(TemplatePlace place)
    {
        if (SpanOf(place.Place) is not { } whole || place.Length <= 0 || _file.Value is not { } file)
        {
            return SpanOf(place.Place);
        }

        return ScalarPlaces.Find(file, whole, _places[place.Place].Text, place.Offset, place.Length) ?? whole;
    }

    /// <summary>What people are shown for the line of a plugin as the plugin host told it: <c>tools/notify.stanza.yaml:14</c> for <c>:12</c>.</summary>
    public string LineOf(string pluginLine) =>
        int.TryParse(pluginLine.AsSpan().TrimStart(':'), NumberStyles.None, CultureInfo.InvariantCulture, out int place) && SpanOf(place) is { } span
            ? string.Create(CultureInfo.InvariantCulture, $"{span.File}:{span.Line}")
            : pluginLine;
}
