using System.Text.RegularExpressions;
using Ketrew.PluginHost.Scripting.Running;
using Ketrew.PluginHost.Scripting.Values;

namespace Ketrew.PluginHost.Scripting.BuiltIns;

/// <summary><c>regex.…</c>: .NET's regular expressions, in the invariant culture and with a limit of time.</summary>
internal static class RegexFunctions
{
    private const int CharactersPerStep = 64;

    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(1);

    public static IReadOnlyList<BuiltIn> All { get; } =
    [
        new("escape", "pattern", call => Value.From(Regex.Escape(call.Text(0)))),
        new("unescape", "pattern", Unescape),
        new("match", "text pattern options?", call => Try(call, () => Groups(Open(call, 2).Match(call.Text(0))))),
        new("matches", "text pattern options?", call => Try(call, () => Matches(call))),
        new("replace", "text pattern replace options?", call => Try(call, () => Replace(call))),
        new("split", "text pattern options?", call => Try(call, () => Split(call))),
    ];

    // The framework's messages are in the language of its resources; the names of its errors aren't.
    private static string Words(RegexParseError error) =>
        string.Concat(error.ToString().Select(c => char.IsAsciiLetterUpper(c) ? $" {char.ToLowerInvariant(c)}" : c.ToString())).Trim();

    private static Regex Open(CallArguments call, int options) => new(call.Text(1), Options(call, options), _longest);

    private static RegexOptions Options(CallArguments call, int index)
    {
        RegexOptions options = RegexOptions.CultureInvariant;
        foreach (char letter in call.TextOrNothing(index))
        {
            options |= letter switch
            {
                'i' => RegexOptions.IgnoreCase,
                'm' => RegexOptions.Multiline,
                's' => RegexOptions.Singleline,
                'x' => RegexOptions.IgnorePatternWhitespace,
                _ => throw new ScriptException($"`{letter}` is no option of a regular expression", "`i`, `m`, `s`, `x`"),
            };
        }

        return options;
    }

    private static Value Groups(Match match) =>
        match.Success ? Value.From(match.Groups.Values.Select(group => group.Value)) : new ArrayValue([]);

    // By hand, because each replacement can be as long as the text: the limit has to be seen on the way.
    private static Value Replace(CallArguments call)
    {
        (string text, string replacement) = (call.Text(0), call.Text(2));
        BoundedText result = new(call.Budget);
        int start = 0;
        for (Match match = Open(call, 3).Match(text); match.Success; match = match.NextMatch())
        {
            call.Budget.SpendText(replacement.Length + ((long)replacement.AsSpan().Count('$') * text.Length));
            result.Append(text.AsSpan(start, match.Index - start)).Append(match.Result(replacement));
            start = match.Index + match.Length;
        }

        return Value.From(result.Append(text.AsSpan(start)).ToString());
    }

    private static Value Matches(CallArguments call)
    {
        List<Value> matches = [];
        for (Match match = Open(call, 2).Match(call.Text(0)); match.Success; match = match.NextMatch())
        {
            call.Budget.Spend(match.Groups.Count);
            matches.Add(Groups(match));
        }

        return Value.From(matches);
    }

    private static Value Split(CallArguments call)
    {
        string[] parts = Open(call, 2).Split(call.Text(0));
        call.Budget.SpendItems(parts.Length);
        return Value.From(parts);
    }

    private static Value Unescape(CallArguments call)
    {
        try
        {
            return Value.From(Regex.Unescape(call.Text(0)));
        }
        catch (ArgumentException)
        {
            throw new ScriptException("this can't be read as an escaped text");
        }
    }

    private static Value Try(CallArguments call, Func<Value> work)
    {
        call.Budget.Spend((call.Text(0).Length + call.Text(1).Length) / CharactersPerStep);
        try
        {
            return work();
        }
        catch (RegexMatchTimeoutException)
        {
            throw new ScriptException($"the regular expression takes more than {_longest.TotalSeconds} s", "a simpler one, without repetitions inside of repetitions");
        }
        catch (RegexParseException exception)
        {
            throw new ScriptException($"`{call.Text(1)}` is no regular expression: {Words(exception.Error)}", "a string in backticks keeps its backslashes");
        }
    }
}
