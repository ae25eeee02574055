using System.Diagnostics.CodeAnalysis;
using Ketrew.Sdk.Binding;
using Ketrew.Sdk.Planning;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Sdk.Describing;

/// <summary>Describes types as <see cref="FieldBinder"/> binds them; the two are changed together.</summary>
/// <param name="documentation">Of the assembly with the types.</param>
[RequiresUnreferencedCode("Reads the plugin's own types.")]
[RequiresDynamicCode("Reads the plugin's own types.")]
internal sealed class TypeDescriber(XmlDocumentation documentation)
{
    private readonly Dictionary<Type, string> _names = [];
    private readonly SortedDictionary<string, FieldType> _named = new(StringComparer.Ordinal);

    /// <summary>The records that were met, in ordinal order of their names.</summary>
    public ValueList<NamedType> Named => [.. _named.Select(type => new NamedType(type.Key, type.Value))];

    /// <summary>What a value of a type may be written as.</summary>
    public FieldType Describe(Type type)
    {
        if (System.Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Describe(underlying);
        }

        if (typeof(Node).IsAssignableFrom(type))
        {
            return new FieldType.Any();
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Located<>))
        {
            return Describe(type.GenericTypeArguments[0]);
        }

        if (ScalarBinder.Supports(type))
        {
            return DescribeScalar(type);
        }

        return CollectionShape.Of(type) switch
        {
            CollectionShape.List list => DescribeList(Describe(list.Element)),
            CollectionShape.Dictionary dictionary => new FieldType.Nullable(new FieldType.Map(Describe(dictionary.Value))),
            _ => DescribeRecord(type),
        };
    }

    private static FieldType DescribeScalar(Type type) => type switch
    {
        { IsEnum: true } => new FieldType.Words([.. Enum.GetNames(type).Select(RecordField.NameOf)], TakesHyphens: true),
        _ when type == typeof(string) => new FieldType.Text(),
        _ when type == typeof(bool) => new FieldType.Flag(),
        _ when type == typeof(int) => new FieldType.Integer(int.MinValue, int.MaxValue, TakesText: true),
        _ when type == typeof(long) => new FieldType.Integer(long.MinValue, long.MaxValue, TakesText: true),
        _ when type == typeof(TimeSpan) => new FieldType.Duration(),
        _ when type == typeof(ProjectPath) || type == typeof(HostPath) => new FieldType.Path(),
        _ when type == typeof(GlobPattern) => FieldType.OneOrMore(new FieldType.Glob()),
        _ => new FieldType.Number(null, TakesText: true),
    };

    // A list of lists is written with both pairs of brackets; of a single item nobody could tell which list it is.
    private static FieldType.Nullable DescribeList(FieldType item) => new(item switch
    {
        FieldType.Any => new FieldType.Any(),
        FieldType.Nullable { Inner: FieldType.List or FieldType.Shapes } or FieldType.Shapes => new FieldType.Shapes(item, new FieldType.List(item), item),
        _ => FieldType.OneOrMore(item),
    });

    private FieldType DescribeRecord(Type type)
    {
        if (_names.TryGetValue(type, out string? known))
        {
            return new FieldType.Reference(known);
        }

        RecordShape shape;
        try
        {
            shape = RecordShape.Of(type);
        }
        catch (InvalidOperationException)
        {
            return new FieldType.Any();
        }

        string name = NameFor(type);
        _names.Add(type, name);
        DefaultValues defaults = new(shape);
        FieldDescription[] fields =
        [
            .. shape.Parameters.Select(field => Describe(type, field, defaults)),
            .. shape.Properties.Select(field => Describe(type, field, defaults)),
        ];
        FieldType.Record record = new([.. fields]);
        // Nothing is written for a mapping without fields.
        _named.Add(name, fields.Any(field => field.IsRequired) ? record : new FieldType.Nullable(record));
        return new FieldType.Reference(name);
    }

    private FieldDescription Describe(Type owner, RecordField field, DefaultValues defaults)
    {
        FieldType type = Describe(field.Type);
        string text = field.Property is { } property ? documentation.SummaryOf(owner, property.Name) : documentation.ParameterOf(owner, field.Member);
        bool takesNull = !field.IsRequired && type is not (FieldType.Nullable or FieldType.Any);
        return new FieldDescription(field.Name, takesNull ? new FieldType.Nullable(type) : type, field.IsRequired, text) { Default = defaults.Of(field) };
    }

    private string NameFor(Type type)
    {
        string name = type.Name.Split('`')[0];
        int taken = _names.Values.Count(other => other == name || other.StartsWith($"{name}-", StringComparison.Ordinal));
        return taken == 0 ? name : $"{name}-{taken + 1}";
    }
}
