using System.Net;
using System.Reflection;
using System.Text;

namespace Ketrew.CommandLine.Timelines;

/// <summary>A run as one page that needs nothing else: style, script and data are in it.</summary>
internal static class TimelinePage
{
    private const string Prefix = "timeline/";

    // In this order they are one script: each uses what comes before it.
    private static readonly string[] _scripts = ["format.js", "view.js", "chart.js", "panel.js", "main.js"];

    /// <summary>The page.</summary>
    /// <param name="timeline">What it shows.</param>
    /// <param name="root">The project's root, absolute.</param>
    /// <param name="now">When it is made.</param>
    public static string Of(RunTimeline timeline, string root, DateTimeOffset now)
    {
        Dictionary<string, string> parts = new(StringComparer.Ordinal)
        {
            ["title"] = WebUtility.HtmlEncode($"{Path.GetFileName(root)}: run {timeline.Run.Run}"),
            ["style"] = Read("page.css"),
            ["script"] = string.Concat(_scripts.Select(Read)),
            ["data"] = Encoding.UTF8.GetString(TimelineData.Of(timeline, root, now)),
        };
        return Fill(Read("page.html"), parts);
    }

    // One pass, so that what a target is called is never taken for a place to fill.
    private static string Fill(string template, Dictionary<string, string> parts)
    {
        StringBuilder page = new();
        string[] pieces = template.Split("@@");
        for (int i = 0; i < pieces.Length; i++)
        {
            page.Append(i % 2 == 0 ? pieces[i] : parts[pieces[i]]);
        }

        return page.ToString();
    }

    private static string Read(string name)
    {
        Assembly assembly = typeof(TimelinePage).Assembly;
        using Stream stream = assembly.GetManifestResourceStream(Prefix + name)
            ?? throw new InvalidOperationException($"The program was built without its resource {Prefix}{name}.");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
