using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Ketrew.Sdk.Binding;

/// <summary>How a record is made: the parameters of its constructor, then its other settable properties.</summary>
[RequiresUnreferencedCode("Reads constructors and properties of the plugin's own types.")]
internal sealed class RecordShape
{
    // Weak keys: a table that held on to a plugin's types would keep every unloaded copy of the plugin in memory.
    private static readonly ConditionalWeakTable<Type, RecordShape> _known = [];

    private readonly ConstructorInfo _constructor;

    private RecordShape(Type type)
    {
        if (type.IsAbstract || type.Namespace is "System" || type.Namespace?.StartsWith("System.", StringComparison.Ordinal) == true)
        {
            throw new InvalidOperationException($"A field can't have the type {type}.");
        }

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

    public static RecordShape Of(Type type) => _known.GetValue(type, static key => new RecordShape(key));

    public object Create(object?[] arguments, List<(PropertyInfo Property, object? Value)> properties)
    {
        // What the plugin's own code throws must arrive as it was thrown: a StanzaFailedException of a constructor is an answer to the user.
        object record = _constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, arguments, CultureInfo.InvariantCulture);
        foreach ((PropertyInfo property, object? value) in properties)
        {
            property.SetValue(record, value, BindingFlags.DoNotWrapExceptions, null, null, CultureInfo.InvariantCulture);
        }

        return record;
    }
}
