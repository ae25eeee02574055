using System.Globalization;
using Ketrew.Backends.Daemonize;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Scheduling;

/// <summary>Reads which attempt a script is of, from its third line: <c># PROJECT:RUN/TARGET/NUMBER</c>.</summary>
internal static class AttemptHeaders
{
    /// <summary>The attempt; null when the line is something else.</summary>
    /// <param name="line">As it stands in the script.</param>
    public static AttemptId? Parse(string line)
    {
        string text = RecordText.Unescape(line);
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        int first = text.IndexOf('/', StringComparison.Ordinal);
        int last = text.LastIndexOf('/');
        return text.StartsWith("# ", StringComparison.Ordinal) && colon > 2 && colon < first && first < last
            && int.TryParse(text.AsSpan(colon + 1, first - colon - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int run)
            && int.TryParse(text.AsSpan(last + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
                ? new AttemptId(new RunId(text[2..colon], run), new TargetId(text[(first + 1)..last]), number)
                : null;
    }
}
