using System.CommandLine;
using System.CommandLine.Parsing;
using Ketrew.CommandLine.Verbs;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.CommandLine.Output;

/// <summary>What is wrong with a command line, and what was probably meant.</summary>
internal static class UsageErrors
{
    /// <summary>True when a command line is wrong. No verb has a meaning for an empty word: mostly a variable of a script is unset.</summary>
    public static bool Has(ParseResult parsed) => parsed.Errors.Count > 0 || EmptyIn(parsed).Any();

    /// <summary>Prints every problem once.</summary>
    public static void Print(ParseResult parsed, Terminal terminal)
    {
        Command command = parsed.CommandResult.Command;
        string typed = command is Verb verb ? $"ketrew {verb.FullName}" : "ketrew";
        string help = $"{typed} --help";
        foreach (string word in parsed.UnmatchedTokens.Where(word => word.Length > 0))
        {
            IEnumerable<string> known = word.StartsWith('-')
                ? command.Options.Where(option => !option.Hidden).SelectMany(option => option.Aliases.Append(option.Name))
                : command.Subcommands.Select(known => known.Name);
            string? nearest = NearestName.Of(word, known);
            string problem = word.StartsWith('-') ? $"`{word}` is no option of `{typed}`"
                : command.Subcommands.Count > 0 ? $"`{word}` is no verb of `{typed}`"
                : $"`{word}` is one word too many for `{typed}`";
            terminal.PrintError(problem, nearest is null ? help : $"did you mean `{nearest}`?");
            if (command.Subcommands.Count > 0)
            {
                // What stands behind an unknown verb is that verb's.
                break;
            }
        }

        foreach (Token? before in EmptyIn(parsed))
        {
            terminal.PrintError(before is { Type: TokenType.Option } option ? $"the word after `{option.Value}` is empty" : "a word of the command line is empty", help);
        }

        foreach (ParseError error in parsed.Errors.Where(error => parsed.UnmatchedTokens.Count == 0 && !EmptyIn(parsed).Any()))
        {
            terminal.PrintError(error.Message, help);
        }
    }

    // For each empty word the one before it.
    private static IEnumerable<Token?> EmptyIn(ParseResult parsed) =>
        parsed.Tokens.Select((token, i) => (token, before: i > 0 ? parsed.Tokens[i - 1] : null)).Where(pair => pair.token.Value.Length == 0).Select(pair => pair.before);
}
