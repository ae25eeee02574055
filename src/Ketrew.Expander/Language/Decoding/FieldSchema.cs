using Ketrew.Expander.Diagnostics;
using Ketrew.Sdk.Describing;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Language.Decoding;

/// <summary>The fields that a mapping may have, and what becomes of each.</summary>
/// <typeparam name="TDraft">Collects the values.</typeparam>
/// <param name="owner">What to call the mapping in messages: <c>`target`</c>.</param>
internal sealed class FieldSchema<TDraft>(string owner)
{
    private readonly Dictionary<string, Action<TDraft, FieldNode, DecodeContext>> _fields = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _laterFields = new(StringComparer.Ordinal);
    private readonly List<(string Name, string Hint)> _required = [];
    private readonly List<FieldDescription> _descriptions = [];
    private Func<FieldNode, Diagnostic>? _unknown;

    /// <summary>What may be written: all fields that are available.</summary>
    public FieldType.Record Type => new([.. _descriptions.Select(one => one with { IsRequired = _required.Exists(required => required.Name == one.Name) })]);

    /// <summary>Adds a field.</summary>
    /// <typeparam name="T">The value.</typeparam>
    /// <param name="name">As written by users.</param>
    /// <param name="decoder">Reads the value.</param>
    /// <param name="documentation">Sentences for people who write it; editors show them.</param>
    /// <param name="set">Keeps it; called only when it could be read.</param>
    /// <param name="preset">What leaving it out means, as it would be written; null when that is nothing that can be written.</param>
    public FieldSchema<TDraft> Field<T>(string name, Decoder<T> decoder, string documentation, Action<TDraft, Located<T>> set, Node? preset = null)
    {
        _descriptions.Add(new FieldDescription(name, decoder.Type, false, documentation) { Default = preset });
        _fields.Add(name, (draft, field, context) =>
        {
            if (decoder.Decode(field.Value, context, out T? value))
            {
                set(draft, new Located<T>(value, field.Value));
            }
        });
        return this;
    }

    /// <summary>Makes a field obligatory.</summary>
    /// <param name="name">A field of this schema.</param>
    /// <param name="hint">What to write when it is missing.</param>
    public FieldSchema<TDraft> Require(string name, string hint)
    {
        _required.Add((name, hint));
        return this;
    }

    /// <summary>Names words that the language has, but this program hasn't learnt.</summary>
    /// <param name="hint">What to do instead.</param>
    /// <param name="names">As written by users.</param>
    public FieldSchema<TDraft> Later(string hint, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            _laterFields.Add(name, hint);
        }

        return this;
    }

    /// <summary>Replaces what is said about a field that this schema doesn't have.</summary>
    /// <param name="problem">Makes the diagnostic.</param>
    public FieldSchema<TDraft> Otherwise(Func<FieldNode, Diagnostic> problem)
    {
        _unknown = problem;
        return this;
    }

    /// <summary>True for a field of this schema, available or not.</summary>
    /// <param name="name">As written by users.</param>
    public bool Knows(string name) => _fields.ContainsKey(name) || _laterFields.ContainsKey(name);

    /// <summary>Reads all fields of a mapping, and reports whatever is wrong with them.</summary>
    /// <param name="node">Should be a mapping.</param>
    /// <param name="draft">Takes the values.</param>
    /// <param name="context">Where problems go.</param>
    /// <param name="nameSpan">Where the mapping's own name stands, to say there that a field is missing; null for its beginning.</param>
    /// <returns>True when nothing was wrong.</returns>
    public bool Decode(Node node, TDraft draft, DecodeContext context, SourceSpan? nameSpan = null)
    {
        if (node is not MappingNode mapping)
        {
            string? hint = _required is [(_, var required), ..] ? required : null;
            return context.Report(Problem.WrongType(node, $"the fields of {owner}", hint));
        }

        int problems = context.ProblemCount;
        foreach (FieldNode field in mapping.Fields.AsSpan())
        {
            if (_fields.TryGetValue(field.Name, out Action<TDraft, FieldNode, DecodeContext>? read))
            {
                read(draft, field, context);
            }
            else
            {
                context.Report(Explain(field));
            }
        }

        foreach ((string name, string hint) in _required)
        {
            if (mapping[name] is null)
            {
                context.Report(Problem.MissingField(nameSpan ?? mapping.Span, name, owner, hint));
            }
        }

        return context.ProblemCount == problems;
    }

    private Diagnostic Explain(FieldNode field) =>
        _laterFields.TryGetValue(field.Name, out string? hint) ? Problem.NotAvailable(field.NameSpan, field.Name, hint)
        : _unknown is not null ? _unknown(field)
        : Problem.UnknownField(field.NameSpan, field.Name, owner, _fields.Keys);
}
