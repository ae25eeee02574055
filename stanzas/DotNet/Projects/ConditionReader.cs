using System.Text.RegularExpressions;
using Ketrew.Sdk;

namespace Ketrew.Stanzas.DotNet.Projects;

/// <summary>Decides the conditions that can be decided without MSBuild.</summary>
/// <param name="properties">What is known so far.</param>
/// <param name="reader">Answers <c>Exists</c>.</param>
/// <param name="directory">The project's directory: what paths are relative to.</param>
internal sealed partial class ConditionReader(PropertyTable properties, BuildFileReader reader, ProjectPath directory)
{
    /// <summary>Whether a condition holds; an empty one does.</summary>
    public Truth Decide(string condition)
    {
        if (string.IsNullOrWhiteSpace(condition))
        {
            return Truth.Yes;
        }

        // MSBuild's `and` binds tighter than `or`; parentheses around either are left to MSBuild.
        return Or().Split(condition).Select(part => And().Split(part).Select(DecideOne).Min()).Max();
    }

    /// <summary>Whether a property is assigned: <c>'$(Name)' == ''</c> on the property itself means "unless somebody set it before".</summary>
    public Truth DecideAssignment(string name, string condition) =>
        Default().Match(condition) is { Success: true } match && match.Groups[1].Value.Equals(name, StringComparison.OrdinalIgnoreCase) && !properties.IsSet(name)
            ? Truth.Yes
            : Decide(condition);

    private Truth DecideOne(string text)
    {
        string condition = text.Trim();
        if (Comparison().Match(condition) is { Success: true } comparison)
        {
            return Compare(comparison);
        }

        if (Existence().Match(condition) is { Success: true } existence)
        {
            Truth exists = Exists(existence.Groups["path"].Value);
            return existence.Groups["not"].Success ? Not(exists) : exists;
        }

        if (NameTest().Match(condition) is { Success: true } test)
        {
            Truth matches = TestName(test.Groups["function"].Value, test.Groups["text"].Value);
            return test.Groups["not"].Success ? Not(matches) : matches;
        }

        return properties.Expand(condition.Trim('\'')) is { } value ? OfText(value) : Truth.Unknown;
    }

    private Truth Compare(Match comparison)
    {
        string? left = properties.Expand(comparison.Groups["left"].Value);
        string? right = properties.Expand(comparison.Groups["right"].Value);
        if (left is null || right is null)
        {
            return Truth.Unknown;
        }

        Truth equal = left.Equals(right, StringComparison.OrdinalIgnoreCase) ? Truth.Yes : Truth.No;
        return comparison.Groups["operator"].Value == "==" ? equal : Not(equal);
    }

    private Truth Exists(string path) => properties.Expand(path) is not { } expanded || !PropertyTable.TryLocate(expanded, directory, out ProjectPath place)
        ? Truth.Unknown
        : reader.IsThere(place) ? Truth.Yes : Truth.No;

    private Truth TestName(string function, string text)
    {
        string name = properties["MSBuildProjectName"] ?? "";
        bool matches = function switch
        {
            "EndsWith" => name.EndsWith(text, StringComparison.Ordinal),
            "StartsWith" => name.StartsWith(text, StringComparison.Ordinal),
            _ => name.Contains(text, StringComparison.Ordinal),
        };
        return matches ? Truth.Yes : Truth.No;
    }

    private static Truth OfText(string value) =>
        value.Equals("true", StringComparison.OrdinalIgnoreCase) ? Truth.Yes
        : value.Equals("false", StringComparison.OrdinalIgnoreCase) ? Truth.No
        : Truth.Unknown;

    private static Truth Not(Truth truth) => (Truth)(Truth.Yes - truth);

    [GeneratedRegex(@"\s+or\s+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Or();

    [GeneratedRegex(@"\s+and\s+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex And();

    [GeneratedRegex(@"^\s*'?\$\((\w+)\)'?\s*==\s*''\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Default();

    [GeneratedRegex("""
        ^(?:'(?<left>[^']*)'|(?<left>\$\(\w+\)))\s*(?<operator>==|!=)\s*(?:'(?<right>[^']*)'|(?<right>[\w.]+))$
        """, RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Comparison();

    [GeneratedRegex("""
        ^(?<not>!)?\s*Exists\s*\(\s*'(?<path>.*)'\s*\)$
        """, RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Existence();

    [GeneratedRegex("""
        ^(?<not>!)?'?\$\(MSBuildProjectName\.(?<function>EndsWith|StartsWith|Contains)\(['"`](?<text>[^'"`]*)['"`]\)\)'?(?:\s*==\s*'?true'?)?$
        """, RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex NameTest();
}
