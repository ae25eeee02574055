using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Ketrew.Sdk.Binding;

/// <summary>One field that a user may write.</summary>
/// <param name="Name">As users write it: <c>top_count</c> for <c>TopCount</c>.</param>
/// <param name="Type">What it takes.</param>
/// <param name="IsRequired">True when it has no default.</param>
/// <param name="DefaultValue">Used when it is left out.</param>
/// <param name="Property">What to set; null for a parameter of the constructor.</param>
internal sealed record RecordField(string Name, Type Type, bool IsRequired, object? DefaultValue, PropertyInfo? Property)
{
    /// <summary>The name of the parameter or property, as the plugin writes it.</summary>
    public required string Member { get; init; }

    [RequiresUnreferencedCode("Reads the plugin's own types.")]
    public static RecordField Of(ParameterInfo parameter, NullabilityInfoContext nullability)
    {
        bool optional = parameter.HasDefaultValue || AllowsNull(parameter.ParameterType, nullability.Create(parameter));
        object? value = parameter.HasDefaultValue ? parameter.DefaultValue : null;
        if (value is null && parameter.ParameterType.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) is null)
        {
            // `Items = default` of a struct is stored as null.
            value = RuntimeHelpers.GetUninitializedObject(parameter.ParameterType);
        }

        if (value is not null && Nullable.GetUnderlyingType(parameter.ParameterType) is { IsEnum: true } choice)
        {
            // The default of a nullable enumeration is stored as its number, which the constructor wouldn't take.
            value = Enum.ToObject(choice, value);
        }

        return new RecordField(NameOf(parameter.Name!), parameter.ParameterType, !optional, value, null) { Member = parameter.Name! };
    }

    public static RecordField Of(PropertyInfo property, NullabilityInfoContext nullability) =>
        new(NameOf(property.Name), property.PropertyType, property.IsDefined(typeof(RequiredMemberAttribute)) && !AllowsNull(property.PropertyType, nullability.Create(property)), null, property) { Member = property.Name };

    /// <summary>The words of the language are snake_case.</summary>
    public static string NameOf(string member)
    {
        StringBuilder name = new();
        for (int i = 0; i < member.Length; i++)
        {
            bool startsWord = i > 0 && char.IsUpper(member[i]) && (!char.IsUpper(member[i - 1]) || (i + 1 < member.Length && char.IsLower(member[i + 1])));
            name.Append(startsWord ? "_" : "").Append(char.ToLowerInvariant(member[i]));
        }

        return name.ToString();
    }

    private static bool AllowsNull(Type type, NullabilityInfo nullability) =>
        Nullable.GetUnderlyingType(type) is not null || (!type.IsValueType && nullability.WriteState == NullabilityState.Nullable);
}
