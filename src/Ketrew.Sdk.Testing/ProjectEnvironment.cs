namespace Ketrew.Sdk.Testing;

/// <summary>The variables of a <see cref="StanzaProject"/>. Those of the process that runs the test are not among them.</summary>
public sealed class ProjectEnvironment
{
    private readonly Action<string> _note;
    private readonly Dictionary<string, string> _values;

    internal ProjectEnvironment(Action<string> note, ProjectEnvironment? copied)
    {
        _note = note;
        _values = copied is null ? new(StringComparer.Ordinal) : new(copied._values, StringComparer.Ordinal);
    }

    /// <summary>The value of a variable; null, also when set, means that it is unset.</summary>
    /// <param name="name">Compared ordinally.</param>
    public string? this[string name]
    {
        get => _values.GetValueOrDefault(name);
        set
        {
            _note(value is null ? $"unset {name}" : $"set {name}");
            if (value is null)
            {
                _values.Remove(name);
            }
            else
            {
                _values[name] = value;
            }
        }
    }
}
