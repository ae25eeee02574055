using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Ketrew.Sdk.Binding;
using Ketrew.Sdk.Protocol;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Sdk.Templates;

/// <summary>Turns what a user wrote into the values that a template sees: all problems at once, each with its place, worded as for stanzas in C#.</summary>
/// <remarks>Values stay nodes: sizes are whole numbers, durations text in its shortest form, paths and patterns text relative to the stanza's directory,
/// a single value where a list is taken a list of one. What is left out has its default, or is nothing.</remarks>
/// <param name="directory">What paths and patterns are relative to.</param>
/// <param name="report">Takes the problems.</param>
internal sealed class TemplateBinder(ProjectPath directory, Action<StanzaDiagnostic> report)
{
    private readonly ScalarBinder _scalars = new(directory);

    /// <summary>Binds all fields; null when something was wrong and has been reported.</summary>
    /// <param name="node">Should be a mapping; nothing is an empty one.</param>
    /// <param name="fields">What is declared.</param>
    /// <param name="at">Where <paramref name="node"/> stands.</param>
    /// <returns>Every declared field, in the order declared.</returns>
    public MappingNode? Bind(Node node, TemplateField[] fields, FieldPath at)
    {
        if (node is not MappingNode mapping)
        {
            if (!IsNothing(node))
            {
                report(BindingProblem.NoMapping(node, at));
                return null;
            }

            mapping = new MappingNode([]);
        }

        bool isComplete = CheckNames(mapping, fields, at);
        List<FieldNode> bound = [];
        foreach (TemplateField field in fields)
        {
            if (BindField(mapping, field, at) is { } value)
            {
                bound.Add(new FieldNode(field.Name, value));
            }
            else
            {
                isComplete = false;
            }
        }

        return isComplete ? new MappingNode(bound.ToValueList()) : null;
    }

    /// <summary>Binds one value; null when something was wrong and has been reported.</summary>
    /// <param name="node">As written.</param>
    /// <param name="type">What is taken.</param>
    /// <param name="at">Where it stands.</param>
    public Node? Bind(Node node, TemplateType type, FieldPath at) => type.Kind switch
    {
        TemplateTypeKind.Any => node,
        TemplateTypeKind.Record => Bind(node, type.Fields, at),
        TemplateTypeKind.List => BindList(node, type.Item!, at),
        TemplateTypeKind.Map => BindMap(node, type.Item!, at),
        _ => BindScalar(node, type, at),
    };

    private bool CheckNames(MappingNode mapping, TemplateField[] fields, FieldPath at)
    {
        string[] names = [.. fields.Select(field => field.Name)];
        FieldNode[] unknown = [.. mapping.Fields.Where(field => !names.Contains(field.Name))];
        foreach (FieldNode field in unknown)
        {
            report(BindingProblem.Unknown(field.Name, names, at));
        }

        return unknown.Length == 0;
    }

    private Node? BindField(MappingNode mapping, TemplateField field, FieldPath at)
    {
        Node? node = mapping[field.Name];
        bool isLeftOut = node is null || (IsNothing(node) && !field.IsRequired && field.Type.Kind != TemplateTypeKind.Any);
        if (!isLeftOut)
        {
            return Bind(node!, field.Type, at / field.Name);
        }

        if (field.IsRequired)
        {
            report(BindingProblem.Missing(field.Name, field.Type.Example, at));
            return null;
        }

        return IsNothing(field.Default) ? field.Default : Bind(field.Default, field.Type, at / field.Name);
    }

    private SequenceNode? BindList(Node node, TemplateType item, FieldPath at)
    {
        bool isSingle = node is not SequenceNode;
        Node[] items = node is SequenceNode sequence ? [.. sequence.Items] : IsNothing(node) ? [] : [node];
        Node?[] bound = [.. items.Select((one, index) => Bind(one, item, isSingle ? at : at.Item(index)))];
        return bound.Contains(null) ? null : new SequenceNode(bound.OfType<Node>().ToValueList());
    }

    private MappingNode? BindMap(Node node, TemplateType value, FieldPath at)
    {
        if (node is not MappingNode mapping)
        {
            if (IsNothing(node))
            {
                return new MappingNode([]);
            }

            report(BindingProblem.NoMapping(node, at));
            return null;
        }

        (string Name, Node? Value)[] bound = [.. mapping.Fields.Select(field => (field.Name, Bind(field.Value, value, at / field.Name)))];
        return Array.Exists(bound, field => field.Value is null)
            ? null
            : new MappingNode(bound.Select(field => new FieldNode(field.Name, field.Value!)).ToValueList());
    }

    private Node? BindScalar(Node node, TemplateType type, FieldPath at) => type.Kind switch
    {
        TemplateTypeKind.Size => Size(node, out string problem, out string? hint) ?? Refuse(problem, hint, at),
        TemplateTypeKind.Text when type.Choices.Length > 0 => Choice(node, type.Choices, at),
        _ => TryConvert(node, ClrTypeOf(type.Kind), at, out object? converted) ? ToNode(converted, node) : null,
    };

    private Node? Choice(Node node, string[] choices, FieldPath at)
    {
        if (!TryConvert(node, typeof(string), at, out object? text))
        {
            return null;
        }

        string? match = Array.Find(choices, choice => choice.Replace('-', '_') == ((string)text).Replace('-', '_'));
        if (match is not null)
        {
            return Node.String(match);
        }

        (string problem, string? hint) = BindingProblem.NoneOf((string)text, choices);
        return Refuse(problem, hint, at);
    }

    private bool TryConvert(Node node, Type type, FieldPath at, [NotNullWhen(true)] out object? value)
    {
        if (_scalars.TryBind(node, type, out value, out string problem, out string? hint))
        {
            return true;
        }

        report(BindingProblem.WrongValue(problem, hint, at));
        return false;
    }

    private Node? Refuse(string problem, string? hint, FieldPath at)
    {
        report(BindingProblem.WrongValue(problem, hint, at));
        return null;
    }

    private static ScalarNode? Size(Node node, out string problem, out string? hint)
    {
        string? text = node is ScalarNode { Kind: not ScalarKind.Null } scalar ? scalar.Text : null;
        problem = $"a size is wanted here, not {(text is null ? node.Description : $"`{text}`")}";
        hint = text is null ? null : "write it as `4096`, `10KiB` (of 1024 bytes) or `10KB` (of 1000)";
        return text is not null && SizeText.TryParse(text, out long bytes) ? new ScalarNode(bytes.ToString(CultureInfo.InvariantCulture), ScalarKind.Integer) : null;
    }

    private Node ToNode(object value, Node written) => value switch
    {
        string text => Node.String(text),
        bool flag => flag,
        long number => new ScalarNode(number.ToString(CultureInfo.InvariantCulture), ScalarKind.Integer),
        TimeSpan duration => Node.String(DurationText.Format(duration)),
        ProjectPath path => Node.String(path.RelativeTo(directory)),
        GlobPattern pattern => new SequenceNode(pattern.RelativeTo(directory).Select(Node.String).ToValueList()),
        // Of a number its spelling: 5 stays a whole number.
        _ => new ScalarNode(((ScalarNode)written).Text, ((ScalarNode)written).Kind == ScalarKind.Integer ? ScalarKind.Integer : ScalarKind.Float),
    };

    private static Type ClrTypeOf(TemplateTypeKind kind) => kind switch
    {
        TemplateTypeKind.Boolean => typeof(bool),
        TemplateTypeKind.Integer => typeof(long),
        TemplateTypeKind.Number => typeof(double),
        TemplateTypeKind.Duration => typeof(TimeSpan),
        TemplateTypeKind.Path => typeof(ProjectPath),
        TemplateTypeKind.Glob => typeof(GlobPattern),
        _ => typeof(string),
    };

    private static bool IsNothing(Node node) => node is ScalarNode { Kind: ScalarKind.Null };
}
