using System.Globalization;
using System.Text;

namespace Ketrew.Bench.Plotting;

/// <summary>Draws panels side by side, both axes with powers of ten.</summary>
internal static class SvgChart
{
    private const int PanelWidth = 330;
    private const int Height = 320;
    private const int Left = 52;
    private const int Right = 70;
    private const int Top = 34;
    private const int Bottom = 40;
    private const double LabelHeight = 12;

    // Distinct for people who see fewer colours, too (Okabe and Ito); the first belongs to the first line.
    private static readonly string[] _colours = ["#d55e00", "#0072b2", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#7f6a3f", "#999999"];

    /// <summary>The whole document.</summary>
    /// <param name="panels">From left to right; at least one, with at least one line.</param>
    public static string Draw(IReadOnlyList<Panel> panels)
    {
        StringBuilder svg = new();
        string[] names = [.. panels.SelectMany(panel => panel.Series).Select(series => series.Name).Distinct()];
        LogScale x = LogScale.Around(Points(panels).Select(point => point.X), Left, PanelWidth - Right);
        LogScale y = LogScale.Around(Points(panels).Select(point => point.Y), Height - Bottom, Top);
        int width = PanelWidth * panels.Count;
        Line(svg, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {Height}" width="{width}" height="{Height}" font-family="sans-serif" font-size="11" fill="#333">""");
        Line(svg, $"""<rect width="{width}" height="{Height}" fill="#fff"/>""");
        for (int i = 0; i < panels.Count; i++)
        {
            Line(svg, $"""<g transform="translate({i * PanelWidth} 0)">""");
            DrawAxes(svg, panels[i].Title, x, y);
            DrawLines(svg, panels[i].Series, names, x, y);
            DrawLabels(svg, panels[i].Series, names, x, y);
            Line(svg, $"</g>");
        }

        Line(svg, $"</svg>");
        return svg.ToString();
    }

    private static IEnumerable<(double X, double Y)> Points(IEnumerable<Panel> panels) => panels.SelectMany(panel => panel.Series).SelectMany(series => series.Points);

    private static void DrawAxes(StringBuilder svg, string title, LogScale x, LogScale y)
    {
        Line(svg, $"""<text x="{Left}" y="18" font-size="13" font-weight="bold">{title}</text>""");
        foreach (int power in y.Powers)
        {
            double at = y[Math.Pow(10, power)];
            Line(svg, $"""<path d="M{Left} {at:0.#}H{PanelWidth - Right}" stroke="#ddd"/>""");
            Line(svg, $"""<text x="{Left - 6}" y="{at + 4:0.#}" text-anchor="end">{Seconds(power)}</text>""");
        }

        foreach (int power in x.Powers)
        {
            double at = x[Math.Pow(10, power)];
            Line(svg, $"""<path d="M{at:0.#} {Top}V{Height - Bottom}" stroke="#eee"/>""");
            Line(svg, $"""<text x="{at:0.#}" y="{Height - Bottom + 16}" text-anchor="middle">{Math.Pow(10, power):N0}</text>""");
        }

        Line(svg, $"""<text x="{(Left + PanelWidth - Right) / 2}" y="{Height - 8}" text-anchor="middle">targets</text>""");
    }

    private static void DrawLines(StringBuilder svg, IReadOnlyList<Series> lines, string[] names, LogScale x, LogScale y)
    {
        // The first of all is who this is about: drawn last, above the others.
        foreach (Series line in lines.OrderByDescending(line => Array.IndexOf(names, line.Name)))
        {
            int index = Array.IndexOf(names, line.Name);
            string colour = Colour(names, line);
            string points = string.Join(' ', line.Points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{x[point.X]:0.#},{y[point.Y]:0.#}")));
            Line(svg, $"""<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="{(index == 0 ? 3 : 1.5)}"/>""");
            foreach ((double pointX, double pointY) in line.Points)
            {
                Line(svg, $"""<circle cx="{x[pointX]:0.#}" cy="{y[pointY]:0.#}" r="{(index == 0 ? 3.5 : 2.5)}" fill="{colour}"/>""");
            }
        }
    }

    private static void DrawLabels(StringBuilder svg, IReadOnlyList<Series> lines, string[] names, LogScale x, LogScale y)
    {
        Series[] sorted = [.. lines.OrderBy(line => y[line.Points[^1].Y])];
        double[] places = Labels.Spread(sorted.Select(line => y[line.Points[^1].Y] + 4), LabelHeight);
        for (int i = 0; i < sorted.Length; i++)
        {
            string colour = Colour(names, sorted[i]);
            Line(svg, $"""<text x="{x[sorted[i].Points[^1].X] + 7:0.#}" y="{places[i]:0.#}" fill="{colour}">{sorted[i].Name}</text>""");
        }
    }

    private static string Colour(string[] names, Series line) => _colours[Array.IndexOf(names, line.Name) % _colours.Length];

    private static string Seconds(int power) => power < 0 ? $"{Math.Pow(10, power + 3).ToString(CultureInfo.InvariantCulture)} ms" : $"{Math.Pow(10, power).ToString(CultureInfo.InvariantCulture)} s";

    private static void Line(StringBuilder svg, FormattableString text) => svg.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
