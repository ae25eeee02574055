using System.Globalization;
using Ketrew.Sdk.Planning;

namespace Ketrew.Engine.Fingerprints;

/// <summary>Conditions in words that a person can read; two read the same only when they ask the same.</summary>
public static class ConditionText
{
    /// <summary>One line, apart from line ends of commands.</summary>
    /// <param name="condition">Which.</param>
    public static string Of(Condition condition) => condition switch
    {
        Condition.Exists exists => $"exists {string.Join(' ', exists.Paths.Select(path => $"`{path}`"))}",
        Condition.Size size => string.Create(CultureInfo.InvariantCulture, $"size of `{size.Path}` >= {size.AtLeastBytes}"),
        Condition.Command command => string.Create(CultureInfo.InvariantCulture, $"`{Command(command)}` returns {command.Returns}"),
        Condition.All all => $"({string.Join(" and ", all.Conditions.Select(Of))})",
        Condition.Never => "never",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>What a person would type.</summary>
    internal static string Command(Condition.Command command) =>
        command.Step is Step.Shell shell ? shell.Text.Trim() : CommandText.Of(command.Step);
}
