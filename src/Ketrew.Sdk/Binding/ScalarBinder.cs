using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Ketrew.Sdk.Planning;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Sdk.Binding;

/// <summary>Turns one scalar (or a list of patterns) into a value: text, numbers, durations, enums, paths and patterns.</summary>
/// <param name="directory">What paths and patterns are relative to.</param>
internal sealed class ScalarBinder(ProjectPath directory)
{
    /// <summary>True for the types that <see cref="TryBind"/> makes.</summary>
    public static bool Supports(Type type) =>
        type.IsEnum
        || type == typeof(string) || type == typeof(bool)
        || type == typeof(int) || type == typeof(long) || type == typeof(double) || type == typeof(decimal)
        || type == typeof(TimeSpan) || type == typeof(ProjectPath) || type == typeof(HostPath) || type == typeof(GlobPattern);

    /// <summary>What a value of a type may look like, for a hint.</summary>
    public static string Example(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        { IsEnum: true } choice => RecordField.NameOf(Enum.GetNames(choice).FirstOrDefault() ?? ""),
        var plain when plain == typeof(bool) => "true",
        var plain when plain == typeof(int) || plain == typeof(long) || plain == typeof(double) || plain == typeof(decimal) => "1",
        var plain when plain == typeof(TimeSpan) => "30s",
        var plain when plain == typeof(GlobPattern) => "\"**/*.txt\"",
        var plain when plain == typeof(ProjectPath) || plain == typeof(HostPath) => "path/to/file",
        _ => "…",
    };

    /// <summary>Binds a value; on false <paramref name="problem"/> says what is wanted.</summary>
    public bool TryBind(Node node, Type type, [NotNullWhen(true)] out object? value, out string problem, out string? hint)
    {
        value = null;
        problem = "";
        hint = null;
        if (type == typeof(GlobPattern))
        {
            return TryBindGlob(node, ref value, ref problem);
        }

        if (node is not ScalarNode { Kind: not ScalarKind.Null } scalar)
        {
            problem = $"{Wanted(type)} is wanted here, not {node.Description}";
            return false;
        }

        value = Convert(scalar, type, ref problem, ref hint);
        if (value is null && problem.Length == 0)
        {
            problem = $"{Wanted(type)} is wanted here, not `{scalar.Text}`";
        }

        return value is not null;
    }

    private object? Convert(ScalarNode scalar, Type type, ref string problem, ref string? hint)
    {
        string text = scalar.Text;
        if (type == typeof(string))
        {
            return text;
        }

        if (type.IsEnum)
        {
            return ConvertEnum(text, type, ref problem, ref hint);
        }

        if (type == typeof(bool))
        {
            hint = scalar.Kind == ScalarKind.Boolean ? null : "write `true` or `false`";
            return scalar.Kind == ScalarKind.Boolean ? text is "true" or "True" or "TRUE" : null;
        }

        if (type == typeof(ProjectPath))
        {
            return ProjectPath.TryParse(text, directory, out ProjectPath path, out string? wrong) ? path : Fail(wrong, ref problem);
        }

        if (type == typeof(HostPath))
        {
            return HostPath.TryParse(text, directory, out HostPath path, out string? wrong) ? path : Fail(wrong, ref problem);
        }

        if (type == typeof(TimeSpan))
        {
            hint = "write it with its unit: `90s`, `2h30m`";
            return DurationText.TryParse(text, out TimeSpan duration) ? duration : null;
        }

        object? number = ConvertNumber(text, type);
        if (number is null && scalar.Kind == ScalarKind.Integer)
        {
            problem = $"`{text}` is too large a number";
            hint = type == typeof(int) ? "a number from -2147483648 to 2147483647" : null;
        }

        return number;
    }

    // The spellings of the YAML 1.2 core schema; the others are those of .NET without a culture.
    private static object? ConvertNumber(string text, Type type)
    {
        CultureInfo invariant = CultureInfo.InvariantCulture;
        if (type == typeof(int))
        {
            return TryParseWhole(text, out long whole) && whole is >= int.MinValue and <= int.MaxValue ? (int)whole : null;
        }

        if (type == typeof(long))
        {
            return TryParseWhole(text, out long whole) ? whole : null;
        }

        if (type == typeof(decimal))
        {
            return decimal.TryParse(text, NumberStyles.Float, invariant, out decimal number) ? number : null;
        }

        return text.TrimStart('+', '-') is ".inf" or ".Inf" or ".INF" ? (text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity)
            : text is ".nan" or ".NaN" or ".NAN" ? double.NaN
            : double.TryParse(text, NumberStyles.Float, invariant, out double real) && double.IsFinite(real) ? real
            : null;
    }

    /// <summary>Reads a whole number as YAML has it: `12`, `-3`, `0x1F`, `0o17`.</summary>
    internal static bool TryParseWhole(string text, out long value)
    {
        CultureInfo invariant = CultureInfo.InvariantCulture;
        if (text.StartsWith("0x", StringComparison.Ordinal))
        {
            return long.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, invariant, out value) && value >= 0;
        }

        if (text.StartsWith("0o", StringComparison.Ordinal))
        {
            return TryParseOctal(text.AsSpan(2), out value);
        }

        return long.TryParse(text, NumberStyles.AllowLeadingSign, invariant, out value);
    }

    private static bool TryParseOctal(ReadOnlySpan<char> digits, out long value)
    {
        value = 0;
        foreach (char digit in digits)
        {
            if (digit is < '0' or > '7' || value > long.MaxValue >> 3)
            {
                return false;
            }

            value = (value << 3) + (digit - '0');
        }

        return !digits.IsEmpty;
    }

    private static object? ConvertEnum(string text, Type type, ref string problem, ref string? hint)
    {
        string[] names = Enum.GetNames(type);
        string? match = names.FirstOrDefault(name => RecordField.NameOf(name) == text.Replace('-', '_'));
        if (match is not null)
        {
            return Enum.Parse(type, match);
        }

        string[] choices = [.. names.Select(RecordField.NameOf)];
        (problem, hint) = BindingProblem.NoneOf(text, choices);
        return null;
    }

    private bool TryBindGlob(Node node, [NotNullWhen(true)] ref object? value, ref string problem)
    {
        Node[] items = node is SequenceNode sequence ? [.. sequence.Items] : [node];
        List<string> patterns = [];
        foreach (Node item in items)
        {
            if (item is not ScalarNode { Kind: not ScalarKind.Null, Text.Length: > 0 } scalar)
            {
                problem = $"a pattern is wanted here, not {item.Description}";
                return false;
            }

            try
            {
                patterns.AddRange(GlobPattern.Parse(scalar.Text, directory).Patterns);
            }
            catch (FormatException exception)
            {
                problem = exception.Message;
                return false;
            }
        }

        value = new GlobPattern(patterns.ToValueList());
        return true;
    }

    private static object? Fail(string text, ref string problem)
    {
        problem = text;
        return null;
    }

    private static string Wanted(Type type) => type switch
    {
        { IsEnum: true } => "a word",
        _ when type == typeof(string) => "a string",
        _ when type == typeof(bool) => "a boolean",
        _ when type == typeof(TimeSpan) => "a duration",
        _ when type == typeof(ProjectPath) || type == typeof(HostPath) => "a path",
        _ when type == typeof(int) || type == typeof(long) => "a whole number",
        _ => "a number",
    };
}
