using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Ketrew.Sdk;

/// <summary>What a target is called in the whole project: <c>directory:name</c>, in the root just <c>name</c>.</summary>
/// <param name="Value">The text; never empty in a plan.</param>
public readonly record struct TargetId(string Value) : IComparable<TargetId>
{
    /// <summary>The id of a target that a stanza of a directory defines.</summary>
    /// <param name="directory">The stanza's directory.</param>
    /// <param name="name">The target's name in it.</param>
    public static TargetId Create(ProjectPath directory, string name) => new(directory.IsRoot ? name : $"{directory}:{name}");

    /// <summary>Reads a reference to a target: <c>name</c> in the same directory, <c>:name</c> in the root, <c>dir:name</c> from the root, <c>./dir:name</c> and <c>../dir:name</c> from here.</summary>
    /// <param name="text">The reference.</param>
    /// <param name="directory">Where it stands.</param>
    /// <param name="id">The target that is meant; whether there is one isn't looked at.</param>
    /// <param name="problem">One lower-case clause; null when all is well.</param>
    public static bool TryParse(string text, ProjectPath directory, out TargetId id, [NotNullWhen(false)] out string? problem)
    {
        id = default;
        int colon = text.LastIndexOf(':');
        string name = text[(colon + 1)..];
        if (name.Length == 0)
        {
            problem = "the name of a target is empty";
            return false;
        }

        problem = null;
        ProjectPath place = colon == 0 ? ProjectPath.Root : directory;
        if (colon > 0 && !ProjectPath.TryParse(text[..colon], text[0] == '.' ? directory : ProjectPath.Root, out place, out problem))
        {
            return false;
        }

        id = Create(place, name);
        return true;
    }

    // What most file systems allow, less room for endings such as ".12.log".
    private const int LongestFileName = 200;

    /// <summary>A name for files that belong to the target: <c>src/a:count</c> becomes <c>src+a@count</c>. Readable, and no two ids meet.</summary>
    public string ToFileName()
    {
        StringBuilder name = new(Value.Length);
        foreach (char letter in Value)
        {
            _ = letter switch
            {
                '/' => name.Append('+'),
                ':' => name.Append('@'),
                _ when char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_' || letter > 127 => name.Append(letter),
                _ => name.Append('%').Append(((int)letter).ToString("X2", CultureInfo.InvariantCulture)),
            };
        }

        return Encoding.UTF8.GetByteCount(name.ToString()) <= LongestFileName
            ? name.ToString()
            : $"{name.ToString(0, LongestFileName / 4)}%{Digest.Of(Encoding.UTF8.GetBytes(Value))}";
    }

    /// <inheritdoc/>
    public int CompareTo(TargetId other) => string.CompareOrdinal(Value, other.Value);

    /// <summary>The text.</summary>
    public override string ToString() => Value;

    /// <summary>True when the left id sorts before the right one.</summary>
    /// <param name="left">One id.</param>
    /// <param name="right">The other.</param>
    public static bool operator <(TargetId left, TargetId right) => left.CompareTo(right) < 0;

    /// <summary>True when the left id sorts after the right one.</summary>
    /// <param name="left">One id.</param>
    /// <param name="right">The other.</param>
    public static bool operator >(TargetId left, TargetId right) => left.CompareTo(right) > 0;

    /// <summary>True when the left id doesn't sort after the right one.</summary>
    /// <param name="left">One id.</param>
    /// <param name="right">The other.</param>
    public static bool operator <=(TargetId left, TargetId right) => left.CompareTo(right) <= 0;

    /// <summary>True when the left id doesn't sort before the right one.</summary>
    /// <param name="left">One id.</param>
    /// <param name="right">The other.</param>
    public static bool operator >=(TargetId left, TargetId right) => left.CompareTo(right) >= 0;
}
