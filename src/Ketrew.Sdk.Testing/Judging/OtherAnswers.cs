using Ketrew.Sdk.Observations;

namespace Ketrew.Sdk.Testing.Judging;

/// <summary>What else a question might have been answered with: the changes that an edit, another machine or another user would make.</summary>
internal static class OtherAnswers
{
    // Enough to find the line or the item that counts; a file of thousands is taken away in this many pieces.
    private const int PieceLimit = 50;

    private static readonly string[] _systems = ["linux", "macos", "windows"];

    private static readonly string[] _architectures = ["x64", "arm64"];

    private static readonly string[] _texts = ["", "1", "true", "other"];

    /// <summary>Other answers, each with a word for what was changed; the likeliest to matter first.</summary>
    /// <param name="question">The question.</param>
    /// <param name="answer">The project's answer.</param>
    public static IEnumerable<(string Change, Answer Answer)> To(Question question, Answer answer) =>
        Alternatives(question, answer).Where(other => other.Answer != answer);

    private static IEnumerable<(string Change, Answer Answer)> Alternatives(Question question, Answer answer) => (question, answer) switch
    {
        (Question.Platform { Facet: PlatformFacet.OperatingSystem }, _) => _systems.Select(system => (system, (Answer)new Answer.Text(system))),
        (Question.Platform, _) => _architectures.Select(architecture => (architecture, (Answer)new Answer.Text(architecture))),
        (_, Answer.Entry) => Enum.GetValues<EntryKind>().Select(kind => (Answer.NameOf(kind), (Answer)new Answer.Entry(kind))),
        (_, Answer.Text text) => OtherTexts.To(text.Value, PieceLimit).Select(other => (other.Change, (Answer)new Answer.Text(other.Text))).Append(Missing()),
        (_, Answer.Bytes bytes) => [("empty", new Answer.Bytes([])), ("one byte more", new Answer.Bytes(bytes.Value.Add(0))), ("other bytes", new Answer.Bytes(bytes.Value.Select(one => (byte)~one).ToValueList())), Missing()],
        (Question.Glob glob, Answer.Items items) => OtherItems(items.Values, InventedPath.For(glob.Pattern, items.Values)),
        (Question.List, Answer.Items items) => [.. OtherItems(items.Values, "added="), .. OtherKinds(items.Values), Missing()],
        (_, Answer.Items items) => [.. OtherItems(items.Values, "added"), .. OtherLines(items.Values), Missing()],
        (Question.Lines or Question.List, Answer.Missing) => [("empty", new Answer.Items([])), ("there", new Answer.Items(["added="]))],
        (Question.ReadBytes, Answer.Missing) => [("empty", new Answer.Bytes([])), ("there", new Answer.Bytes([1]))],
        (Question.Glob or Question.Exists, _) => [],
        _ => _texts.Select(text => ($"`{text}`", (Answer)new Answer.Text(text))),
    };

    private static (string Change, Answer Answer) Missing() => ("missing", new Answer.Missing());

    private static IEnumerable<(string Change, Answer Answer)> OtherItems(ValueList<string> items, string added)
    {
        yield return ("empty", new Answer.Items([]));
        foreach (ValueList<string> fewer in Pieces.Without(items, PieceLimit))
        {
            yield return ("one less", new Answer.Items(fewer));
        }

        yield return ("one more", new Answer.Items(items.Append(added).Distinct().Order(StringComparer.Ordinal).ToValueList()));
    }

    private static IEnumerable<(string Change, Answer Answer)> OtherKinds(ValueList<string> names) => names
        .Take(PieceLimit)
        .Select((name, i) => ("another kind", (Answer)new Answer.Items(names.Select((other, j) => i == j ? other[..^1] + (other[^1] == '/' ? '=' : '/') : other).ToValueList())));

    private static IEnumerable<(string Change, Answer Answer)> OtherLines(ValueList<string> lines) => lines
        .Take(PieceLimit)
        .Select((_, i) => ("another line", (Answer)new Answer.Items(lines.Select((line, j) => i == j ? OtherTexts.Altered(line) : line).ToValueList())));
}
