using System.Diagnostics.CodeAnalysis;

namespace Ketrew.Sdk.Planning;

/// <summary>A path where a target runs: absolute, or relative to the project's root. Unlike a <see cref="ProjectPath"/> it may lead out of the project.</summary>
/// <param name="Value">With <c>/</c>; not empty.</param>
public readonly record struct HostPath(string Value)
{
    /// <summary>True when it begins at the host's root.</summary>
    public bool IsAbsolute => Value.StartsWith('/');

    /// <summary>Reads a path relative to a directory of the project.</summary>
    /// <param name="text">As <see cref="TryParse"/> takes it.</param>
    /// <param name="directory">What relative text is relative to.</param>
    /// <exception cref="FormatException">The text is empty, or holds a NUL character.</exception>
    public static HostPath Parse(string text, ProjectPath directory) =>
        TryParse(text, directory, out HostPath path, out string? problem) ? path : throw new FormatException(problem);

    /// <summary>Reads a path relative to a directory of the project, without throwing.</summary>
    /// <param name="text">Absolute text is kept as it is; of relative text <c>.</c> and <c>..</c> are resolved, and it may leave the project.</param>
    /// <param name="directory">What relative text is relative to.</param>
    /// <param name="path">The path, when the result is true.</param>
    /// <param name="problem">What is wrong, when the result is false.</param>
    public static bool TryParse(string text, ProjectPath directory, out HostPath path, [NotNullWhen(false)] out string? problem)
    {
        problem = text switch
        {
            "" => "a path can't be empty",
            _ when text.Contains('\0', StringComparison.Ordinal) => "a path can't hold a NUL character",
            _ => null,
        };
        path = problem is not null ? default : new HostPath(text[0] == '/' ? text : Normalize(text, directory));
        return problem is null;
    }

    /// <summary>The path itself.</summary>
    public override string ToString() => Value;

    /// <summary>Reads a path that is absolute, or relative to the project's root.</summary>
    /// <param name="text">As <see cref="TryParse"/> takes it.</param>
    /// <exception cref="FormatException">As <see cref="Parse"/>.</exception>
    /// <exception cref="ArgumentNullException">The text is null: in <c>missing ? null : path</c> the compiler makes a path of the null, unless it is written <c>(HostPath?)null</c>.</exception>
    public static implicit operator HostPath(string text) => Parse(ProjectPath.Given(text, nameof(HostPath)), ProjectPath.Root);

    /// <summary>A path of the project.</summary>
    /// <param name="path">Any.</param>
    public static implicit operator HostPath(ProjectPath path) => new(path.Value);

    /// <summary>How a workflow file of a directory writes it.</summary>
    /// <param name="directory">Where the reader stands.</param>
    internal string RelativeTo(ProjectPath directory)
    {
        string path = Parse(Value, ProjectPath.Root).Value;
        if (path.StartsWith('/'))
        {
            return path;
        }

        int depth = directory.IsRoot ? 0 : directory.Value.Split('/').Length;
        return Leaves(path) ? string.Concat(Enumerable.Repeat("../", depth)) + path : ProjectPath.Parse(path).RelativeTo(directory);
    }

    private static bool Leaves(string path) => path == ".." || path.StartsWith("../", StringComparison.Ordinal);

    private static string Normalize(string text, ProjectPath directory)
    {
        List<string> parts = directory.IsRoot ? [] : [.. directory.Value.Split('/')];
        foreach (string part in text.Split('/'))
        {
            if (part == ".." && parts is [.., not ".."])
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part is not ("" or "."))
            {
                parts.Add(part);
            }
        }

        return parts.Count == 0 ? "." : string.Join('/', parts);
    }
}
