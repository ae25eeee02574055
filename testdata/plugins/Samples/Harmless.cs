using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Ketrew.Sdk;

namespace Samples;

/// <summary>Everything static that can't change: a plugin that has only this needs no fresh context.</summary>
public static partial class Harmless
{
    public const int Constant = 3;
    public static readonly string Text = "text";
    public static readonly Regex Expression = new("a+");
    public static readonly TimeSpan Duration = TimeSpan.FromSeconds(3);
    public static readonly ImmutableArray<string> Names = ["a", "b"];
    public static readonly ValueList<ProjectPath> Paths = ["a", "b"];
    public static readonly FrozenDictionary<string, int> Numbers = new Dictionary<string, int> { ["a"] = 1 }.ToFrozenDictionary();
    public static readonly (string Name, DayOfWeek? Day) Pair = ("a", DayOfWeek.Monday);
    public static readonly Setting Default = new("a", [new Setting("b", [])]);

    public static string Title { get; } = "title";

    public static ReadOnlySpan<byte> Bytes => [1, 2, 3, 4, 5, 6, 7, 8, 9];

    public static int[] Squares(int[] numbers) => [.. numbers.Select(static number => number * number).Where(int.IsPositive)];

    public static int Parse(string word) => word switch
    {
        "alpha" => 1,
        "beta" => 2,
        "gamma" => 3,
        "delta" => 4,
        "epsilon" => 5,
        "zeta" => 6,
        "eta" => 7,
        "theta" => 8,
        _ => 0,
    };

    [GeneratedRegex("[a-z]+|[0-9]{3}")]
    public static partial Regex Generated();

    public sealed record Setting(string Name, ValueList<Setting> Children);
}
