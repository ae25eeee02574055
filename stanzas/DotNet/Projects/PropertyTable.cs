using System.Text.RegularExpressions;
using Ketrew.Sdk;

namespace Ketrew.Stanzas.DotNet.Projects;

/// <summary>What is known about a project's properties while its files are read in MSBuild's order.</summary>
/// <remarks>Places in the workflow's project are written with <c>//</c> in front, since nobody here knows where the checkout is.</remarks>
internal sealed partial class PropertyTable
{
    private const string Rooted = "//";

    private readonly Dictionary<string, string?> _values = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _fixed = new(StringComparer.OrdinalIgnoreCase);
    private readonly BuildFileReader _reader;

    public PropertyTable(ProjectPath project, IEnumerable<KeyValuePair<string, string>> globals, BuildFileReader reader)
    {
        _reader = reader;
        Fix("MSBuildProjectName", project.Stem);
        Fix("MSBuildProjectFile", project.Name);
        Fix("MSBuildProjectExtension", project.Extension);
        Fix("MSBuildProjectDirectory", $"{Rooted}{project.Parent}");
        Fix("MSBuildProjectFullPath", $"{Rooted}{project}");
        foreach ((string name, string value) in globals)
        {
            Fix(name, value);
        }
    }

    /// <summary>The value; null when nothing sets it, or nobody but MSBuild knows what.</summary>
    public string? this[string name] => _values.GetValueOrDefault(name);

    /// <summary>Whether anything sets it, possibly to something unknown.</summary>
    public bool IsSet(string name) => _values.ContainsKey(name);

    /// <summary>A directory or file as text that <see cref="TryLocate"/> understands.</summary>
    public static string Write(ProjectPath path) => $"{Rooted}{path}";

    /// <summary>Says which file is being read.</summary>
    public void Enter(ProjectPath file)
    {
        _values["MSBuildThisFile"] = file.Name;
        _values["MSBuildThisFileName"] = file.Stem;
        _values["MSBuildThisFileDirectory"] = $"{Rooted}{file.Parent}/";
        _values["MSBuildThisFileFullPath"] = $"{Rooted}{file}";
    }

    /// <summary>Takes an assignment; one that may or may not happen makes the value unknown, unless it changes nothing.</summary>
    public void Assign(string name, string value, Truth condition)
    {
        if (condition == Truth.No || _fixed.Contains(name))
        {
            return;
        }

        // A property that nobody set is empty in its own value; one that is unknown makes the new value unknown, too.
        string itself = $"$({name})";
        string before = _values.TryGetValue(name, out string? known) ? known ?? itself : "";
        string? expanded = Expand(value.Replace(itself, before, StringComparison.OrdinalIgnoreCase));
        _values[name] = condition == Truth.Yes || (IsSet(name) && _values[name] == expanded) ? expanded : null;
        if (name.Equals("TargetFrameworks", StringComparison.OrdinalIgnoreCase) && expanded is not { Length: 0 })
        {
            // Each inner build has its own.
            _values["TargetFramework"] = null;
        }
    }

    /// <summary>The text with properties and path functions replaced, and <c>/</c> between components; null when something in it is unknown.</summary>
    public string? Expand(string text)
    {
        string expanded = text.Replace('\\', '/');
        for (int round = 0; round < 8 && expanded.Contains("$(", StringComparison.Ordinal); round++)
        {
            if (Plain().Matches(expanded).Any(match => this[match.Groups[1].Value] is null))
            {
                return null;
            }

            expanded = Plain().Replace(expanded, match => this[match.Groups[1].Value] ?? "");
            expanded = Function().Replace(expanded, match => Call(match) ?? "$(?)");
        }

        return expanded.Contains("$(", StringComparison.Ordinal) || expanded.Contains("%(", StringComparison.Ordinal) || expanded.Contains("@(", StringComparison.Ordinal)
            ? null
            : expanded;
    }

    /// <summary>The path of expanded text.</summary>
    public static bool TryLocate(string expanded, ProjectPath directory, out ProjectPath path) =>
        IsRooted(expanded)
            ? ProjectPath.TryParse(Unrooted(expanded), ProjectPath.Root, out path, out _)
            : ProjectPath.TryParse(expanded, directory, out path, out _);

    /// <summary>Whether expanded text says where it is by itself.</summary>
    public static bool IsRooted(string expanded) => expanded.StartsWith(Rooted, StringComparison.Ordinal);

    /// <summary>Such text, relative to the root.</summary>
    public static string Unrooted(string expanded) => expanded.TrimStart('/') is { Length: > 0 } rest ? rest : ".";

    private void Fix(string name, string value)
    {
        _values[name] = value;
        _ = _fixed.Add(name);
    }

    private string? Call(Match match)
    {
        string[] arguments = [.. match.Groups["arguments"].Value.Split(',').Select(argument => argument.Trim().Trim('\'', '"', '`'))];
        return match.Groups["name"].Value switch
        {
            "GetPathOfFileAbove" => FindAbove(arguments[0], arguments.Length > 1 ? arguments[1] : this["MSBuildThisFileDirectory"] ?? "") is { } path ? Write(path) : "",
            "GetDirectoryNameOfFileAbove" when arguments.Length == 2 => FindAbove(arguments[1], arguments[0]) is { } path ? Write(path.Parent) : "",
            "NormalizePath" or "Combine" or "GetFullPath" => string.Join('/', arguments),
            "NormalizeDirectory" or "EnsureTrailingSlash" => $"{string.Join('/', arguments)}/",
            _ => null,
        };
    }

    private ProjectPath? FindAbove(string name, string directory) =>
        TryLocate(directory, ProjectPath.Root, out ProjectPath start) ? _reader.FindAbove(start, name) : null;

    [GeneratedRegex(@"\$\(([A-Za-z_]\w*)\)", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();

    [GeneratedRegex(@"\$\(\[(?:MSBuild|System\.IO\.Path)\]::(?<name>\w+)\((?<arguments>[^()]*)\)\)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Function();
}
