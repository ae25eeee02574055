using System.Diagnostics;
using System.Globalization;
using Ketrew.PluginHost.Scripting.Values;
using Ketrew.Sdk.Syntax;

namespace Ketrew.PluginHost.Templates;

/// <summary>YAML values as those of the script language.</summary>
internal static class NodeValues
{
    /// <summary>The value of a node; frozen, so that no text can change what another one sees.</summary>
    public static Value ToValue(Node node) => node switch
    {
        ScalarNode scalar => ToValue(scalar),
        SequenceNode sequence => new ArrayValue(sequence.Items.Select(ToValue)).Freeze(),
        MappingNode mapping => ToValue(mapping),
        _ => throw new UnreachableException(),
    };

    private static ObjectValue ToValue(MappingNode mapping)
    {
        ObjectValue members = new();
        foreach (FieldNode field in mapping.Fields)
        {
            members.Set(field.Name, ToValue(field.Value));
        }

        return members.Freeze();
    }

    // A number that the language can't hold, such as `.inf`, stays the text that was written.
    private static Value ToValue(ScalarNode scalar) => scalar.Kind switch
    {
        ScalarKind.Null => Value.Null,
        ScalarKind.Boolean => Value.From(scalar.Text is "true" or "True" or "TRUE"),
        ScalarKind.Integer when long.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole) => Value.From(whole),
        ScalarKind.Integer when scalar.Text.StartsWith("0x", StringComparison.Ordinal)
            && long.TryParse(scalar.Text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long whole) => Value.From(whole),
        ScalarKind.Integer or ScalarKind.Float
            when double.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) => Value.From(number),
        _ => Value.From(scalar.Text),
    };
}
