using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Ketrew.Sdk.Binding;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Sdk.Describing;

/// <summary>What the fields of a record are when they are left out.</summary>
/// <remarks>The initialisers of properties are known only to the record, so two are made, with different values for what has no default: what both agree on depends on none of them.</remarks>
[RequiresUnreferencedCode("Reads the plugin's own types.")]
[RequiresDynamicCode("Makes collections of the plugin's own types.")]
internal sealed class DefaultValues
{
    private readonly object? _first;
    private readonly object? _second;

    /// <param name="shape">Of the record.</param>
    public DefaultValues(RecordShape shape)
    {
        bool hasInitialisers = shape.Properties.Any(field => !field.IsRequired && field.Property!.CanRead);
        _first = hasInitialisers ? TryCreate(shape, 1) : null;
        _second = hasInitialisers ? TryCreate(shape, 2) : null;
    }

    /// <summary>The default of a field as it would be written; null when there is none, or it can't be known.</summary>
    public Node? Of(RecordField field)
    {
        if (field.IsRequired)
        {
            return null;
        }

        if (field.Property is not { } property)
        {
            return ValueNodes.Of(field.DefaultValue);
        }

        return _first is not null && _second is not null && TryRead(property, _first) is { } value && ValueNodes.Of(value) is { } node
            && ValueNodes.Of(TryRead(property, _second)) is { } other && ValueNodes.AreEqual(node, other) ? node : null;
    }

    // The plugin's code may refuse such values, or do worse: then nothing is known.
    [SuppressMessage("Design", "CA1031", Justification = "Whatever the plugin's constructor throws, its default is unknown.")]
    private static object? TryCreate(RecordShape shape, int variant)
    {
        try
        {
            return shape.Create([.. shape.Parameters.Select(field => field.IsRequired ? Stand(field.Type, variant) : field.DefaultValue)], []);
        }
        catch (Exception)
        {
            return null;
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever the plugin's property throws, its default is unknown.")]
    private static object? TryRead(PropertyInfo property, object record)
    {
        try
        {
            return property.GetValue(record);
        }
        catch (Exception)
        {
            return null;
        }
    }

    private static object? Stand(Type type, int variant) => type switch
    {
        _ when type == typeof(string) => variant == 1 ? "a" : "b",
        _ when type == typeof(bool) => variant == 1,
        _ when type == typeof(int) => variant,
        _ when type == typeof(long) => (long)variant,
        _ when type == typeof(double) => (double)variant,
        _ when type == typeof(decimal) => (decimal)variant,
        _ when type == typeof(TimeSpan) => TimeSpan.FromSeconds(variant),
        _ when type == typeof(ProjectPath) => ProjectPath.Parse(variant == 1 ? "a" : "b"),
        { IsEnum: true } => Enum.GetValues(type) is { Length: > 0 } values ? values.GetValue((variant - 1) % values.Length) : Activator.CreateInstance(type),
        { IsValueType: true } => Activator.CreateInstance(type),
        _ => null,
    };
}
