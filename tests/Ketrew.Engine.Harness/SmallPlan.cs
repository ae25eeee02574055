using System.Globalization;
using System.Text.RegularExpressions;
using Ketrew.Sdk;
using Ketrew.Sdk.Planning;

namespace Ketrew.Engine.Harness;

/// <summary>A plan in one word: targets between commas, each <c>NAME=KIND</c> (what the job script does) with any of
/// <c>@VERSION</c> (of its command), <c>*COUNT</c> (retries), <c>!BACKEND</c>, <c>&lt;NAME</c> (a target whose output it reads),
/// <c>~PATH</c> (a file that it reads), <c>;MILLISECONDS</c> (timeout).</summary>
/// <example><c>a=waits!daemonize,b=plain@2&lt;a~in/b</c></example>
internal static partial class SmallPlan
{
    public static Plan Create(string text) => new()
    {
        Targets = [.. text.Split(',').Select(CreateTarget).OrderBy(target => target.Id)],
    };

    /// <summary>What a target writes.</summary>
    public static string OutputOf(string name) => "out/" + name;

    private static Target CreateTarget(string text)
    {
        string[] names = text.Split('=', 2);
        ILookup<char, string> parts = Part().Matches("=" + names[1]).ToLookup(match => match.Value[0], match => match.Value[1..]);
        ValueList<ProjectPath> inputs = [.. parts['<'].Select(OutputOf).Concat(parts['~']).Select(ProjectPath.Parse)];
        ValueList<string> arguments =
            ["sh", JobScript.Path, parts['='].Single(), OutputOf(names[0]), parts['@'].FirstOrDefault(""), .. inputs.Select(input => input.Value)];
        return new Target
        {
            Id = new TargetId(names[0]),
            Inputs = inputs,
            Outputs = [OutputOf(names[0])],
            Steps = [new Step.Exec(arguments)],
            Backend = parts['!'].FirstOrDefault(""),
            Retries = new RetryPolicy(Number(parts['*'].FirstOrDefault("0")), TimeSpan.Zero, 1),
            Timeout = parts[';'].FirstOrDefault() is { } limit ? TimeSpan.FromMilliseconds(Number(limit)) : null,
        };
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"[=@*!<~;][^=@*!<~;]*")]
    private static partial Regex Part();
}
