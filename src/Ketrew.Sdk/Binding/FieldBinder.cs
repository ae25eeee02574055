using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Ketrew.Sdk.Protocol;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Sdk.Binding;

/// <summary>Turns what a user wrote into a record: all problems at once, each with its place.</summary>
/// <param name="directory">What paths and patterns are relative to.</param>
/// <param name="report">Takes the problems.</param>
[RequiresUnreferencedCode("Reads constructors and properties of the plugin's own types.")]
[RequiresDynamicCode("Makes lists of the plugin's own types.")]
internal sealed class FieldBinder(ProjectPath directory, Action<StanzaDiagnostic> report)
{
    private readonly ScalarBinder _scalars = new(directory);

    /// <summary>Binds a value; on false everything wrong has been reported.</summary>
    public bool TryBind(Node node, Type type, FieldPath at, [NotNullWhen(true)] out object? value)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return TryBind(node, underlying, at, out value);
        }

        if (type == typeof(Node) || (type.IsSubclassOf(typeof(Node)) && type.IsInstanceOfType(node)))
        {
            value = node;
            return true;
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Located<>))
        {
            return TryBindLocated(node, type, at, out value);
        }

        if (ScalarBinder.Supports(type))
        {
            return TryBindScalar(node, type, at, out value);
        }

        return CollectionShape.Of(type) switch
        {
            CollectionShape.List list => TryBindList(node, list, at, out value),
            CollectionShape.Dictionary dictionary => TryBindDictionary(node, dictionary, at, out value),
            _ => TryBindRecord(node, type, at, out value),
        };
    }

    private bool TryBindScalar(Node node, Type type, FieldPath at, [NotNullWhen(true)] out object? value)
    {
        if (_scalars.TryBind(node, type, out value, out string problem, out string? hint))
        {
            return true;
        }

        report(BindingProblem.WrongValue(problem, hint, at));
        return false;
    }

    private bool TryBindLocated(Node node, Type type, FieldPath at, [NotNullWhen(true)] out object? value)
    {
        bool bound = TryBind(node, type.GenericTypeArguments[0], at, out object? inner);
        value = bound ? Activator.CreateInstance(type, inner, at) : null;
        return value is not null;
    }

    private bool TryBindList(Node node, CollectionShape.List list, FieldPath at, [NotNullWhen(true)] out object? value)
    {
        // One value where a list is taken is a list of one: `inputs: a.txt`.
        Node[] items = node switch
        {
            SequenceNode sequence => [.. sequence.Items],
            ScalarNode { Kind: ScalarKind.Null } => [],
            _ => [node],
        };
        bool single = node is not SequenceNode;
        Array bound = Array.CreateInstance(list.Element, items.Length);
        bool complete = true;
        for (int i = 0; i < items.Length; i++)
        {
            complete &= TryBind(items[i], list.Element, single ? at : at.Item(i), out object? item);
            bound.SetValue(item, i);
        }

        value = complete ? list.Create(bound) : null;
        return value is not null;
    }

    private bool TryBindDictionary(Node node, CollectionShape.Dictionary dictionary, FieldPath at, [NotNullWhen(true)] out object? value)
    {
        value = null;
        if (!TryGetMapping(node, at, out MappingNode? mapping))
        {
            return false;
        }

        IDictionary bound = dictionary.Create();
        bool complete = true;
        foreach (FieldNode field in mapping.Fields)
        {
            if (TryBind(field.Value, dictionary.Value, at / field.Name, out object? item))
            {
                bound[field.Name] = item;
            }
            else
            {
                complete = false;
            }
        }

        value = complete ? bound : null;
        return complete;
    }

    private bool TryBindRecord(Node node, Type type, FieldPath at, [NotNullWhen(true)] out object? value)
    {
        value = null;
        if (!TryGetMapping(node, at, out MappingNode? mapping))
        {
            return false;
        }

        RecordShape shape = RecordShape.Of(type);
        bool complete = ReportUnknownFields(mapping, shape, at);
        object?[] arguments = new object?[shape.Parameters.Count];
        for (int i = 0; i < arguments.Length; i++)
        {
            complete &= TryBindField(mapping, shape.Parameters[i], at, out arguments[i]);
        }

        List<(PropertyInfo Property, object? Value)> properties = [];
        foreach (RecordField field in shape.Properties)
        {
            if (mapping[field.Name] is not null || field.IsRequired)
            {
                complete &= TryBindField(mapping, field, at, out object? item);
                properties.Add((field.Property!, item));
            }
        }

        value = complete ? shape.Create(arguments, properties) : null;
        return complete;
    }

    private bool TryBindField(MappingNode mapping, RecordField field, FieldPath at, out object? value)
    {
        Node? node = mapping[field.Name];
        bool isNull = node is ScalarNode { Kind: ScalarKind.Null } && !typeof(Node).IsAssignableFrom(field.Type);
        if (node is not null && !(isNull && !field.IsRequired))
        {
            return TryBind(node, field.Type, at / field.Name, out value);
        }

        value = field.DefaultValue;
        if (field.IsRequired)
        {
            report(BindingProblem.Missing(field.Name, ScalarBinder.Example(field.Type), at));
        }

        return !field.IsRequired;
    }

    private bool ReportUnknownFields(MappingNode mapping, RecordShape shape, FieldPath at)
    {
        bool known = true;
        string[] names = [.. shape.Parameters.Concat(shape.Properties).Select(field => field.Name)];
        foreach (FieldNode field in mapping.Fields.Where(field => !names.Contains(field.Name)))
        {
            known = false;
            report(BindingProblem.Unknown(field.Name, names, at));
        }

        return known;
    }

    private bool TryGetMapping(Node node, FieldPath at, [NotNullWhen(true)] out MappingNode? mapping)
    {
        mapping = node switch
        {
            MappingNode fields => fields,
            ScalarNode { Kind: ScalarKind.Null } => new MappingNode([]),
            _ => null,
        };
        if (mapping is null)
        {
            report(BindingProblem.NoMapping(node, at));
        }

        return mapping is not null;
    }
}
