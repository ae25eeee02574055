using Ketrew.PluginHost.Scripting.Values;
using Ketrew.Sdk.Syntax;

namespace Ketrew.PluginHost.Templates;

/// <summary>Which values are what a user wrote, and where in the stanza. By identity: a value that is handed on unchanged keeps its place, one that was computed has none.</summary>
internal sealed class FieldOrigins
{
    private readonly Dictionary<Value, FieldPath> _paths = new(ReferenceEqualityComparer.Instance);

    /// <summary>Remembers a field, and everything in it.</summary>
    /// <param name="value">Its value.</param>
    /// <param name="at">Where it stands.</param>
    public void Add(Value value, FieldPath at)
    {
        // These two are one object each, wherever they stand.
        if (value is NullValue or BooleanValue)
        {
            return;
        }

        _paths[value] = at;
        switch (value)
        {
            case ArrayValue array:
                for (int i = 0; i < array.Items.Count; i++)
                {
                    Add(array.Items[i], at.Item(i));
                }

                break;
            case ObjectValue members:
                foreach ((string name, Value member) in members.Members)
                {
                    Add(member, at / name);
                }

                break;
            default:
                break;
        }
    }

    /// <summary>Where a value was written, as a <see cref="FieldPath"/>; empty for one that wasn't.</summary>
    public string Of(Value value) => _paths.TryGetValue(value, out FieldPath path) ? path.Pointer : "";
}
