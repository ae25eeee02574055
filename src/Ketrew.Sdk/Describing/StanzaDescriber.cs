using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Ketrew.Sdk.Describing;

/// <summary>Describes the class of a stanza: exactly what its fields are bound by.</summary>
internal static class StanzaDescriber
{
    /// <summary>Describes a stanza. A field of a type that can't be bound takes anything: the use of the stanza tells.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type">Its class.</param>
    /// <param name="documentation">Of the assembly with the class.</param>
    [RequiresUnreferencedCode("Reads the plugin's own types.")]
    [RequiresDynamicCode("Reads the plugin's own types.")]
    public static StanzaDescription Describe(string name, Type type, XmlDocumentation documentation)
    {
        TypeDescriber types = new(documentation);
        FieldType fields = FieldsOf(type) is { } record ? types.Describe(record) : new FieldType.Any();
        return new StanzaDescription(name, documentation.SummaryOf(type), fields, types.Named)
        {
            Since = type.GetCustomAttribute<StanzaAttribute>()?.Since ?? "",
        };
    }

    // Null for a stanza whose fields have no fixed names.
    private static Type? FieldsOf(Type type)
    {
        for (Type? around = type; around is not null; around = around.BaseType)
        {
            if (around.IsGenericType && around.GetGenericTypeDefinition() == typeof(Stanza<>))
            {
                return around.GenericTypeArguments[0];
            }
        }

        return null;
    }
}
