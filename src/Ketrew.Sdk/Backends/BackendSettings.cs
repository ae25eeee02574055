using System.Globalization;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Planning;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Sdk.Backends;

/// <summary>What the declaration of a backend or a host says, field by field. What is mistaken is collected, never thrown:
/// a field that is not what it should be counts as absent.</summary>
/// <param name="fields">As written.</param>
/// <param name="owner">What to call it in messages: <c>the backend `cluster`</c>.</param>
public sealed class BackendSettings(MappingNode fields, string owner)
{
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly List<Diagnostic> _problems = [];

    /// <summary>A declaration that says nothing.</summary>
    public static BackendSettings Empty => new(new MappingNode([]), "the backend");

    /// <summary>As written.</summary>
    public MappingNode Fields { get; } = fields;

    /// <summary>What to call it in messages.</summary>
    internal string Owner => owner;

    /// <summary>True when the field was written.</summary>
    public bool Has(string field) => Fields[field] is not null and not ScalarNode { Kind: ScalarKind.Null };

    /// <summary>A text, or a number as it was written; null when the field is absent.</summary>
    /// <param name="field">Its name.</param>
    public string? Text(string field) => Scalar(field, "a text") is { } scalar ? scalar.Text : null;

    /// <summary>A whole number; null when the field is absent.</summary>
    /// <param name="field">Its name.</param>
    /// <param name="least">The smallest that is allowed.</param>
    /// <param name="most">The largest that is allowed.</param>
    public int? Number(string field, int least = 0, int most = int.MaxValue) => Scalar(field, "a number") is not { } scalar ? null
        : int.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most ? number
        : Refuse<int?>(scalar, field, most == int.MaxValue ? $"a whole number from {least} on" : $"a whole number from {least} to {most}");

    /// <summary>True or false; null when the field is absent.</summary>
    /// <param name="field">Its name.</param>
    public bool? Flag(string field) => Scalar(field, "`true` or `false`") is not { } scalar ? null
        : scalar.Kind == ScalarKind.Boolean ? scalar.Text == "true"
        : Refuse<bool?>(scalar, field, "`true` or `false`");

    /// <summary>A duration such as <c>90s</c> or <c>2h30m</c>; null when the field is absent.</summary>
    /// <param name="field">Its name.</param>
    public TimeSpan? Duration(string field) => Scalar(field, "a duration") is not { } scalar ? null
        : DurationText.TryParse(scalar.Text, out TimeSpan duration) ? duration
        : Refuse<TimeSpan?>(scalar, field, "a duration: `90s`, `2h30m`");

    /// <summary>One of some words; null when the field is absent.</summary>
    /// <param name="field">Its name.</param>
    /// <param name="words">Those that are allowed.</param>
    public string? OneOf(string field, params string[] words) => Scalar(field, "a word") is not { } scalar ? null
        : words.Contains(scalar.Text, StringComparer.Ordinal) ? scalar.Text
        : Refuse<string?>(scalar, field, string.Join(" or ", words.Select(word => $"`{word}`")));

    /// <summary>A list of texts, or one; empty when the field is absent.</summary>
    /// <param name="field">Its name.</param>
    public ValueList<string> Texts(string field)
    {
        _ = _asked.Add(field);
        return Fields[field] switch
        {
            null or ScalarNode { Kind: ScalarKind.Null } => [],
            ScalarNode one => [one.Text],
            SequenceNode list when list.Items.All(item => item is ScalarNode) => list.Items.Select(item => ((ScalarNode)item).Text).ToValueList(),
            Node other => Refuse<ValueList<string>>(other, field, "a list of texts"),
        };
    }

    /// <summary>Names with texts, in ordinal order; empty when the field is absent.</summary>
    /// <param name="field">Its name.</param>
    public ValueList<NamedValue> Values(string field)
    {
        _ = _asked.Add(field);
        return Fields[field] switch
        {
            null or ScalarNode { Kind: ScalarKind.Null } => [],
            MappingNode map when map.Fields.All(item => item.Value is ScalarNode) =>
                map.Fields.Select(item => new NamedValue(item.Name, ((ScalarNode)item.Value).Text)).OrderBy(value => value.Name, StringComparer.Ordinal).ToValueList(),
            Node other => Refuse<ValueList<NamedValue>>(other, field, "names with texts"),
        };
    }

    /// <summary>Says that a field does not fit, for a reason that only its reader knows.</summary>
    /// <param name="field">Its name.</param>
    /// <param name="message">One lower-case sentence without full stop.</param>
    /// <param name="hint">What can be typed; null for nothing.</param>
    public void Report(string field, string message, string? hint = null) =>
        _problems.Add(new Diagnostic(BackendCodes.WrongSetting, message, Fields[field]?.Span ?? Fields.Span) { Hint = hint });

    /// <summary>All that is mistaken, fields that nobody asked for included.</summary>
    public ValueList<Diagnostic> Problems() =>
    [
        .. _problems,
        .. Fields.Fields.Where(field => !_asked.Contains(field.Name)).Select(field => new Diagnostic(
            BackendCodes.UnknownSetting, $"{owner} has no setting `{field.Name}`", field.NameSpan)
        {
            Hint = NearestName.Of(field.Name, _asked) is { } nearest ? $"did you mean `{nearest}`?"
                : _asked.Count > 0 ? $"there are {string.Join(", ", _asked.Order(StringComparer.Ordinal))}" : "remove it",
        }),
    ];

    /// <summary>Takes over what another reader of the same fields found, all of them: nothing is asked for here any more.</summary>
    internal void Adopt(IEnumerable<Diagnostic> problems)
    {
        _asked.UnionWith(Fields.Fields.Select(field => field.Name));
        _problems.AddRange(problems);
    }

    private ScalarNode? Scalar(string field, string expected)
    {
        _ = _asked.Add(field);
        return Fields[field] switch
        {
            null or ScalarNode { Kind: ScalarKind.Null } => null,
            ScalarNode scalar => scalar,
            var other => Refuse<ScalarNode?>(other, field, expected),
        };
    }

    private T? Refuse<T>(Node node, string field, string expected)
    {
        string found = node is ScalarNode scalar ? $"`{scalar.Text}`" : node.Description;
        _problems.Add(new Diagnostic(BackendCodes.WrongSetting, $"`{field}` of {owner} must be {expected}, not {found}", node.Span));
        return default;
    }
}
