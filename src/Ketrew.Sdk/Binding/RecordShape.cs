using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Ketrew.Sdk.Binding;

/// <summary>How a record is made: the parameters of its constructor, then its other settable properties.</summary>
[RequiresUnreferencedCode("Reads constructors and properties of the plugin's own types.")]
internal sealed class RecordShape
{
    private static readonly ConcurrentDictionary<Type, RecordShape> _known = new();

    private readonly ConstructorInfo _constructor;

    private RecordShape(Type type)
    {
        // The copy constructor of a record is not public; among the public ones the primary has the most parameters.
        _constructor = type.GetConstructors().OrderByDescending(constructor => constructor.GetParameters().Length).FirstOrDefault()
            ?? throw new InvalidOperationException($"{type} has no public constructor; fields are bound to a record.");
        NullabilityInfoContext nullability = new();
        Parameters = [.. _constructor.GetParameters().Select(parameter => RecordField.Of(parameter, nullability))];
        Properties = [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.SetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0)
            .Select(property => RecordField.Of(property, nullability))
            .Where(field => Parameters.All(parameter => parameter.Name != field.Name))];
    }

    public IReadOnlyList<RecordField> Parameters { get; }

    public IReadOnlyList<RecordField> Properties { get; }

    public static RecordShape Of(Type type) => _known.GetOrAdd(type, static key => new RecordShape(key));

    public object Create(object?[] arguments, List<(PropertyInfo Property, object? Value)> properties)
    {
        object record = _constructor.Invoke(arguments);
        foreach ((PropertyInfo property, object? value) in properties)
        {
            property.SetValue(record, value);
        }

        return record;
    }
}
