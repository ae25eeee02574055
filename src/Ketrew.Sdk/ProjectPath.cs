using System.Diagnostics.CodeAnalysis;

namespace Ketrew.Sdk;

/// <summary>A path inside the project: relative to its root, <c>/</c>-separated, without <c>.</c> and <c>..</c>.</summary>
/// <remarks>Ordered and compared ordinally, so it means the same on every machine. The default value is the root.</remarks>
public readonly record struct ProjectPath : IComparable<ProjectPath>
{
    private readonly string? _value;

    private ProjectPath(string value) => _value = value;

    /// <summary>The project's root directory, written <c>.</c>.</summary>
    public static ProjectPath Root => default;

    /// <summary>The text; <c>.</c> for the root.</summary>
    public string Value => _value ?? ".";

    /// <summary>True for the project's root directory.</summary>
    public bool IsRoot => _value is null;

    /// <summary>The last component; <c>.</c> for the root.</summary>
    public string Name => Value[(Value.LastIndexOf('/') + 1)..];

    /// <summary>The name without its last extension: <c>a</c> for <c>x/a.txt</c>.</summary>
    public string Stem => Name.LastIndexOf('.') is > 0 and int dot ? Name[..dot] : Name;

    /// <summary>The last extension with its dot: <c>.txt</c> for <c>x/a.txt</c>; empty when there is none.</summary>
    public string Extension => Name.LastIndexOf('.') is > 0 and int dot ? Name[dot..] : "";

    /// <summary>The directory that holds this path; the root holds itself.</summary>
    public ProjectPath Parent => _value?.LastIndexOf('/') is > 0 and int slash ? new ProjectPath(_value[..slash]) : Root;

    /// <summary>Reads a path relative to the project's root.</summary>
    /// <param name="text">Relative text; <c>.</c> and <c>..</c> are resolved.</param>
    /// <exception cref="FormatException">The text is empty, absolute, or leaves the project.</exception>
    public static ProjectPath Parse(string text) => Parse(text, Root);

    /// <summary>Reads a path relative to a directory of the project.</summary>
    /// <param name="text">Relative text; <c>.</c> and <c>..</c> are resolved.</param>
    /// <param name="directory">What the text is relative to.</param>
    /// <exception cref="FormatException">The text is empty, absolute, or leaves the project.</exception>
    public static ProjectPath Parse(string text, ProjectPath directory) =>
        TryParse(text, directory, out ProjectPath path, out string? problem) ? path : throw new FormatException(problem);

    /// <summary>Reads a path relative to a directory, without throwing.</summary>
    /// <param name="text">Relative text; <c>.</c> and <c>..</c> are resolved.</param>
    /// <param name="directory">What the text is relative to.</param>
    /// <param name="path">The path, when the result is true.</param>
    /// <param name="problem">What is wrong, when the result is false; names the text.</param>
    public static bool TryParse(string text, ProjectPath directory, out ProjectPath path, [NotNullWhen(false)] out string? problem)
    {
        path = default;
        problem = text switch
        {
            "" => "a path can't be empty",
            ['/', ..] => $"`{text}` is absolute; paths are relative to the project",
            _ when text.Contains('\0', StringComparison.Ordinal) => "a path can't hold a NUL character",
            _ => null,
        };
        if (problem is not null)
        {
            return false;
        }

        if (IsNormal(text))
        {
            path = new ProjectPath(directory.IsRoot ? text : $"{directory._value}/{text}");
            return true;
        }

        List<string> parts = directory.IsRoot ? [] : [.. directory.Value.Split('/')];
        foreach (string part in text.Split('/'))
        {
            if (part is "..")
            {
                if (parts.Count == 0)
                {
                    problem = $"`{text}` leaves the project";
                    return false;
                }

                parts.RemoveAt(parts.Count - 1);
            }
            else if (part is not ("" or "."))
            {
                parts.Add(part);
            }
        }

        path = parts.Count == 0 ? Root : new ProjectPath(string.Join('/', parts));
        return true;
    }

    /// <summary>True when this path is the directory, or lies somewhere below it.</summary>
    /// <param name="directory">A directory of the project.</param>
    public bool IsAtOrBelow(ProjectPath directory) =>
        directory.IsRoot
        || (Value.StartsWith(directory.Value, StringComparison.Ordinal)
            && (Value.Length == directory.Value.Length || Value[directory.Value.Length] == '/'));

    /// <summary>How this path is written by someone who stands in a directory: <c>../b/x</c> for <c>b/x</c> seen from <c>a</c>.</summary>
    /// <param name="directory">Where the reader stands.</param>
    public string RelativeTo(ProjectPath directory)
    {
        if (directory.IsRoot)
        {
            return Value;
        }

        string[] from = directory.Value.Split('/');
        string[] to = IsRoot ? [] : Value.Split('/');
        int common = 0;
        while (common < from.Length && common < to.Length && from[common] == to[common])
        {
            common++;
        }

        string relative = string.Join('/', [.. Enumerable.Repeat("..", from.Length - common), .. to[common..]]);
        return relative.Length == 0 ? "." : relative;
    }

    /// <inheritdoc/>
    public int CompareTo(ProjectPath other) => string.CompareOrdinal(Value, other.Value);

    /// <summary>The text, as <see cref="Value"/>.</summary>
    public override string ToString() => Value;

    /// <summary>The path of a name inside a directory.</summary>
    /// <param name="directory">A directory.</param>
    /// <param name="name">Relative text.</param>
    /// <exception cref="FormatException">The text is empty, absolute, or leaves the project.</exception>
    public static ProjectPath operator /(ProjectPath directory, string name) => Parse(name, directory);

    /// <summary>Reads a path relative to the project's root; what lets a plugin write <c>context.ReadText("VERSION")</c>.</summary>
    /// <param name="text">As <see cref="Parse(string)"/> takes it.</param>
    /// <exception cref="FormatException">As <see cref="Parse(string)"/>.</exception>
    /// <exception cref="ArgumentNullException">The text is null: in <c>missing ? null : path</c> the compiler makes a path of the null, unless it is written <c>(ProjectPath?)null</c>.</exception>
    public static implicit operator ProjectPath(string text) => Parse(Given(text, nameof(ProjectPath)));

    /// <summary>True when the left path sorts before the right one.</summary>
    /// <param name="left">One path.</param>
    /// <param name="right">The other.</param>
    public static bool operator <(ProjectPath left, ProjectPath right) => left.CompareTo(right) < 0;

    /// <summary>True when the left path sorts after the right one.</summary>
    /// <param name="left">One path.</param>
    /// <param name="right">The other.</param>
    public static bool operator >(ProjectPath left, ProjectPath right) => left.CompareTo(right) > 0;

    /// <summary>True when the left path doesn't sort after the right one.</summary>
    /// <param name="left">One path.</param>
    /// <param name="right">The other.</param>
    public static bool operator <=(ProjectPath left, ProjectPath right) => left.CompareTo(right) <= 0;

    /// <summary>True when the left path doesn't sort before the right one.</summary>
    /// <param name="left">One path.</param>
    /// <param name="right">The other.</param>
    public static bool operator >=(ProjectPath left, ProjectPath right) => left.CompareTo(right) >= 0;

    // Most paths are already in normal form: one scan instead of a split and a join.
    private static bool IsNormal(string text)
    {
        int start = 0;
        for (int i = 0; i <= text.Length; i++)
        {
            if (i == text.Length || text[i] == '/')
            {
                if (text.AsSpan(start, i - start) is "" or "." or "..")
                {
                    return false;
                }

                start = i + 1;
            }
        }

        return true;
    }

    /// <summary>What an operator is given of which nobody sees that it is called.</summary>
    /// <param name="text">Any.</param>
    /// <param name="type">What is made of it.</param>
    /// <exception cref="ArgumentNullException">The text is null.</exception>
    internal static string Given(string? text, string type) =>
        text ?? throw new ArgumentNullException(nameof(text), $"A path can't be made of null. Where null was meant to stay null, as in `missing ? null : path`, write `({type}?)null`.");
}
