using System.Diagnostics.CodeAnalysis;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.PluginHost.Scripting.Values;

/// <summary>Members with names, in the order in which they were set.</summary>
/// <param name="name">How messages call it (<c>math</c>); null for an object of the template's.</param>
internal sealed class ObjectValue(string? name = null) : Value
{
    private readonly OrderedDictionary<string, Value> _members = new(StringComparer.Ordinal);
    private HashSet<string>? _readOnly;
    private bool _isFrozen;

    /// <summary>Nothing; equal to everything that has no items, members or characters.</summary>
    public static ObjectValue Empty { get; } = new ObjectValue().Freeze();

    public string? Name { get; } = name;

    public int Count => _members.Count;

    public IReadOnlyCollection<string> Names => _members.Keys;

    public IEnumerable<KeyValuePair<string, Value>> Members => _members;

    public override string Description => Name is null ? "an object" : $"`{Name}`";

    public override string Type => "object";

    public bool TryGet(string member, [NotNullWhen(true)] out Value? value) => _members.TryGetValue(member, out value);

    /// <exception cref="ScriptException">It can't be changed.</exception>
    public void Set(string member, Value value)
    {
        if (_isFrozen)
        {
            throw new ScriptException($"{(Name is null ? "this object" : Description)} can't be changed", "make a new one: `{ … }`");
        }

        if (_readOnly?.Contains(member) == true)
        {
            throw new ScriptException($"`{member}` is read-only");
        }

        _members[member] = value;
    }

    /// <summary>The same for chaining, when an object is made.</summary>
    public ObjectValue With(string member, Value value)
    {
        Set(member, value);
        return this;
    }

    /// <summary>Refuses to change one member from now on.</summary>
    public void MakeReadOnly(string member) => (_readOnly ??= new(StringComparer.Ordinal)).Add(member);

    /// <summary>Refuses changes from now on.</summary>
    public ObjectValue Freeze()
    {
        _isFrozen = true;
        return this;
    }

    /// <summary>What to say when a member isn't there.</summary>
    public ScriptException Missing(string member)
    {
        string owner = Name is null ? "the object" : $"`{Name}`";
        if (_members.Keys.FirstOrDefault(key => key.StartsWith($"{member}-", StringComparison.Ordinal)) is { } dashed)
        {
            return new ScriptException($"{owner} has no `{member}`", $"a name with `-` stands in brackets: `[\"{dashed}\"]`");
        }

        return NearestName.Of(member, _members.Keys) is { } nearest
            ? new ScriptException($"{owner} has no `{member}`", $"did you mean `{nearest}`?")
            : new ScriptException($"{owner} has no `{member}`", Name is null ? Choices(member) : null);
    }

    private string Choices(string member) => _members.Count is > 0 and <= 12
        ? $"it has {string.Join(", ", _members.Keys.Select(key => $"`{key}`"))}; to allow for none: `?.{member}`"
        : $"to allow for none: `?.{member}`";
}
